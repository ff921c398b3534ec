"""Who is who between a host and this system, and what its words mean: a table of cases, without a site."""

from unittest import TestCase

from campus_safety.domain.people import host
from campus_safety.domain.people.host import HostRow, Known, Word, Words, sort_students, too_much


def row(record: str, number: str, name: str = "甲", active: bool = True) -> HostRow:
	return HostRow(record, active, {"student_no": number, "student_name": name})


class TestWhoIsWho(TestCase):
	here = (Known("1", "甲", "A", True), Known("2", "乙", "B", True), Known("3", "丙", "", True))

	def codes(self, *rows: HostRow, records: str = "") -> list[str]:
		return [refusal.code for refusal in self.sort(*rows, records=records).refused]

	def sort(self, *rows: HostRow, records: str = ""):
		return sort_students(rows, self.here, frozenset(records or "".join(each.name for each in rows)))

	def test_taken(self) -> None:
		for case, rows in (
			("as it was", (row("A", "1"), row("B", "2", "乙"))),
			("a new one", (row("C", "9", "丁"),)),
			("one who was here before the host", (row("C", "3", "丙"),)),
			("a renamed record", (row("C", "1", "甲"),)),
			("without a number: the list refuses it", (row("A", ""),)),
		):
			with self.subTest(case):
				found = self.sort(*rows)
				self.assertEqual((len(found.taken), found.refused), (len(rows), []))

	def test_refused(self) -> None:
		self.assertEqual(self.codes(row("A", "8")), ["host_number_changed"])
		self.assertEqual(
			self.codes(row("A", "2"), row("B", "1")), ["host_number_changed"] * 2, "two that swapped"
		)
		self.assertEqual(self.codes(row("C", "1", "戊")), ["host_number_reused"])

	def test_gone_and_off(self) -> None:
		found = self.sort(row("A", "1", active=False))
		self.assertEqual(
			([each.number for each in found.off], [each.number for each in found.gone]), (["1"], ["2"])
		)
		self.assertEqual(found.taken, [])
		kept = self.sort(row("A", "1"), records="AB")
		self.assertEqual(kept.gone, [], "left out by a word is not gone")

	def test_how_much_waits(self) -> None:
		self.assertFalse(too_much(20, 0, 100, 20))
		self.assertTrue(too_much(15, 6, 100, 20))
		self.assertFalse(too_much(1, 0, 2, 20), "one is never held back")


class TestWords(TestCase):
	def test_effects(self) -> None:
		words = Words(
			(
				Word("position", "干事", host.INSTEAD, "学工处"),
				Word("position", host.ANY, host.OUT),
				Word("gender", "Other", host.EMPTY),
			),
			knows=lambda target, value: value == "辅导员",
		)

		def said(value: str) -> HostRow | None:
			return words.translate(HostRow("1", True, {"position": value, "gender": "Other"}))

		self.assertEqual(said(" 干 事").values, {"position": "学工处"})
		self.assertEqual(said("辅导员").values, {"position": "辅导员"}, "understood without a word")
		self.assertIsNone(said("教授"))
		self.assertEqual(words.left, {("position", "教授"): 1})
		untouched = HostRow("1", True, {"mobile": "1"})
		self.assertIs(words.translate(untouched), untouched)
