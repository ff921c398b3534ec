"""Policy assessment: what is missing before the agenda, before publishing, and how grave the risks are."""

from dataclasses import replace
from datetime import date
from unittest import TestCase

from campus_safety.domain.governance import policy as p
from campus_safety.domain.governance.policy import Consultation, Gap, Policy, Risk

TODAY = date(2026, 11, 27)
WHOLE = Policy(
	consultations=(Consultation("太早", "In Part", "改到七点"), Consultation("", "", "")),
	risks=(Risk(2, 3, "分批"),),
	publicised_from=date(2026, 11, 20),
	publicised_to=date(2026, 11, 26),
	plan="值班处理",
	legality="合法",
	on_agenda=True,
	decision="Issue",
)


class TestGaps(TestCase):
	def gaps(self, **values) -> list[Gap]:
		return p.gaps_of_publishing(replace(WHOLE, **values), TODAY, 7)

	def test_whole_it_may_be_published(self) -> None:
		self.assertEqual(self.gaps(), [])

	def test_each_thing_that_is_missing_is_named(self) -> None:
		for values, gap in (
			({"consultations": ()}, Gap.CONSULTATION),
			({"consultations": (Consultation("太早", "", "改到七点"),)}, Gap.UNANSWERED),
			({"consultations": (Consultation("太早", "No", " "),)}, Gap.UNANSWERED),
			({"publicised_to": date(2026, 11, 25)}, Gap.TOO_SHORT),
			({"publicised_from": None}, Gap.TOO_SHORT),
			({"publicised_from": date(2026, 11, 21), "publicised_to": TODAY}, Gap.TOO_SHORT),
			({"risks": ()}, Gap.RISKS),
			({"risks": (Risk(1, 1, ""),)}, Gap.MITIGATION),
			({"risks": (Risk(5, 3, "分批"),)}, Gap.HIGH),
			({"plan": " "}, Gap.PLAN),
			({"legality": ""}, Gap.LEGALITY),
			({"on_agenda": False}, Gap.NOT_ON_AGENDA),
			({"decision": "Do Not Issue"}, Gap.NOT_DECIDED),
		):
			with self.subTest(values):
				self.assertEqual(self.gaps(**values), [gap])

	def test_the_agenda_asks_for_all_but_the_decision(self) -> None:
		bare = replace(WHOLE, on_agenda=False, decision="")
		self.assertEqual(p.gaps_of_agenda(bare, TODAY, 7), [])
		self.assertEqual(p.gaps_of_assessment(replace(bare, legality=""), TODAY, 7), [])

	def test_the_emergency_route_saves_the_days_and_nothing_else(self) -> None:
		quick = {"publicised_from": None, "publicised_to": None, "emergency": True}
		self.assertEqual(self.gaps(**quick), [Gap.EMERGENCY_REASON])
		self.assertEqual(self.gaps(**quick, emergency_reason="疫情"), [])
		self.assertEqual(self.gaps(**quick, emergency_reason="疫情", consultations=()), [Gap.CONSULTATION])


class TestLevel(TestCase):
	def test_the_gravest_risk_decides(self) -> None:
		self.assertEqual(p.level_of([], 8, 15), "")
		self.assertEqual(p.level_of([7] * 20, 8, 15), "Low")
		self.assertEqual(p.level_of([1, 8], 8, 15), "Medium")
		self.assertEqual(p.level_of([1, 15], 8, 15), "High")

	def test_numbers_outside_count_as_the_nearest(self) -> None:
		self.assertEqual((Risk(9, 5, "").score, Risk(0, 2, "").score), (25, 2))
