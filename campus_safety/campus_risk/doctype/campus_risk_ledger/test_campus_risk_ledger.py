"""A ledger from its nomination to its filing."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.access.secrets import encrypt
from campus_safety.domain import roles as r
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import (
	OutOfScopeError,
	RiskLevelError,
	SecondActiveLedgerError,
	WorkflowGuardError,
)
from campus_safety.services.risk import risk_ledger
from campus_safety.tests import factories as make
from campus_safety.tests.bases.risk_ledgers import DOCTYPE, RiskTestCase


class TestReading(RiskTestCase):
	def test_a_save_reads_the_levels_once(self) -> None:
		ledger = self.proposed()  # whoever closes asks for all of it: level, floor, dates, what is missing
		with self.as_user(self.counsellor), patch.object(frappe.db, "sql", wraps=frappe.db.sql) as asked:
			frappe.get_doc(DOCTYPE, ledger.name).save()
		queries = [str(call.args[0]) for call in asked.call_args_list]
		self.assertEqual(len([query for query in queries if "steady_to_close" in query]), 1)


class TestNomination(RiskTestCase):
	def test_defaults(self) -> None:
		with self.as_user(self.adviser):
			ledger = make.make_ledger(self.student)
		self.assertEqual(ledger.responsible_person, self.counsellor, "the class's counsellor answers")
		self.assertEqual(ledger.lead, self.lead)
		self.assertEqual((ledger.unit, ledger.college), (self.unit, self.college))
		self.assertEqual((ledger.status, ledger.recorded_by), ("Nominated", self.adviser))
		self.assertEqual(ledger.measures[0].measure_owner, self.counsellor)
		self.assertEqual(str(ledger.next_dispatch_due), add_days(nowdate(), 14))

	def test_little_is_needed_at_night(self) -> None:
		with self.as_user(self.counsellor):
			ledger = frappe.get_doc(
				{
					"doctype": DOCTYPE,
					"student": self.student,
					"discovery_source": "Report",
					"risk_level": "Red",
					"risk_factors": [{"risk_factor": "Marked mood swings"}],
					"has_plan": 1,
				}
			).insert()
		self.assertEqual((ledger.status, ledger.needs_student_affairs), ("Nominated", 1))

	def test_what_is_missing_is_asked_for(self) -> None:
		for field in ("student", "risk_level", "discovery_source", "risk_factors"):
			with self.subTest(field=field), self.assertRaises(frappe.MandatoryError):
				self.nominate(**{"student": self.student, field: None})

	def test_only_about_ones_own_students(self) -> None:
		with self.as_user(self.stranger), self.assertRaises(OutOfScopeError):
			make.make_ledger(self.student)

	def test_narrative_is_ciphertext(self) -> None:
		ledger = self.nominate(factor_detail="两次提到不想活")
		row = frappe.db.get_value(DOCTYPE, ledger.name, "*", as_dict=True)
		self.assertTrue(row.factor_detail.startswith("enc:1:"))
		self.assertTrue(ledger.measures[0].measure.startswith("enc:1:"))
		with self.as_user(self.counsellor):
			plain = reveal(DOCTYPE, ledger.name, "谈话准备")
		self.assertEqual(plain["fields"]["factor_detail"], "两次提到不想活")

	def test_revealed_text_that_comes_back_unchanged_is_no_change(self) -> None:
		ledger = self.nominate(factor_detail="两次提到不想活")
		before = ledger.factor_detail
		self.edit(self.counsellor, ledger, factor_detail="两次提到不想活", family_aware=1)
		self.assertEqual(ledger.factor_detail, before)
		self.edit(self.counsellor, ledger, factor_detail="三次提到不想活")
		self.assertNotEqual(ledger.factor_detail, before)

	def test_text_stored_under_another_framework_comes_back_unchanged(self) -> None:
		"""v15 wrote markup otherwise than v16 does; this one neither leaves as it is."""
		ledger = self.nominate(factor_detail="两次提到不想活")
		text = "<b onclick=x()>他说</b> &quot;不想活&quot;"
		with patch("campus_safety.access.secrets.sanitize_html", lambda html: html):
			token = encrypt(text)
		frappe.db.set_value(DOCTYPE, ledger.name, "factor_detail", token)
		self.edit(self.counsellor, ledger, factor_detail=text, family_aware=1)
		self.assertEqual(ledger.factor_detail, token)
		self.edit(self.counsellor, ledger, factor_detail=text.replace("他", "她"))
		self.assertNotEqual(ledger.factor_detail, token)

	def test_people_must_be_able_to_open_it(self) -> None:
		mentor = make.make_user("mentor@ledger.test", r.MENTOR)
		for field in ("responsible_person", "lead"):
			with self.subTest(field=field), self.assertRaises(frappe.ValidationError):
				self.nominate(**{field: mentor})

	def test_a_diagnosis_needs_its_own_private_paper(self) -> None:
		with self.assertRaises(frappe.ValidationError):
			self.nominate(diagnosis=1)
		foreign = self.upload("Administrator", "a.txt")
		with self.assertRaises(frappe.PermissionError):
			self.nominate(diagnosis=1, diagnosis_proof=foreign.file_url)
		mine = self.upload(self.counsellor, "b.txt")
		ledger = self.nominate(diagnosis=1, diagnosis_proof=mine.file_url)
		mine.reload()
		ledger.reload()
		self.assertEqual((mine.attached_to_name, mine.is_private), (ledger.name, 1))
		self.assertEqual(ledger.diagnosis_proof, mine.file_url)

	def upload(self, user: str, file_name: str):
		with self.as_user(user):
			return frappe.get_doc(
				{"doctype": "File", "file_name": file_name, "content": file_name, "is_private": 1}
			).insert()


class TestOneOpenLedger(RiskTestCase):
	def test_second_is_refused_with_a_link_for_those_who_may_read_it(self) -> None:
		ledger = self.nominate()
		with self.assertRaises(SecondActiveLedgerError) as refused:
			self.nominate()
		self.assertIn(ledger.name, str(refused.exception))

	def test_others_learn_only_whom_to_ask(self) -> None:
		ledger = self.nominate()
		self.act(self.lead, ledger, "File Ledger")
		with self.as_user(self.adviser), self.assertRaises(SecondActiveLedgerError) as refused:
			make.make_ledger(self.student)
		for secret in (ledger.name, "Yellow", self.counsellor):
			self.assertNotIn(secret, str(refused.exception))

	def test_the_unique_column_holds_when_both_looked_too_early(self) -> None:
		self.nominate()
		with self.as_user(self.counsellor):
			second = frappe.new_doc(DOCTYPE)
			second.update(
				{
					"student": self.student,
					"discovery_source": "Talk",
					"risk_level": "Yellow",
					"risk_factors": [{"risk_factor": "Other"}],
				}
			)
			second.validate_one_is_open = lambda: None  # as if the other transaction was not to be seen yet
			with self.assertRaises(SecondActiveLedgerError) as refused:
				second.insert()
		self.assertNotIn("active_key", str(refused.exception))
		self.assertFalse([m for m in frappe.local.message_log if "active_key" in str(m)])

	def test_after_declining_another_may_open(self) -> None:
		first = self.nominate(decline_reason="重复")
		self.act(self.lead, first, "Decline")
		second = self.nominate()
		self.assertEqual(second.status, "Nominated")
		with self.assertRaises(SecondActiveLedgerError):
			self.act(self.counsellor, first, "Nominate Again")

	def test_form_defaults_tell_the_same(self) -> None:
		with self.as_user(self.counsellor):
			self.assertIsNone(risk_ledger.get_nomination_defaults(self.student)["open_ledger"])
		ledger = self.nominate()
		self.act(self.lead, ledger, "File Ledger")
		for user, shown in ((self.counsellor, ledger.name), (self.adviser, "-")):
			with self.as_user(user):
				self.assertEqual(risk_ledger.get_nomination_defaults(self.student)["open_ledger"], shown)
		with self.as_user(self.stranger), self.assertRaises(OutOfScopeError):
			risk_ledger.get_nomination_defaults(self.student)


class TestFiling(RiskTestCase):
	def test_needs_lead_and_measure(self) -> None:
		ledger = self.nominate(measures=[])
		frappe.db.set_value(DOCTYPE, ledger.name, "lead", None)
		with self.assertRaises(frappe.ValidationError) as refused:
			self.act(self.lead, ledger, "File Ledger")
		self.assertIn(frappe._("There is no measure yet; enter at least one."), str(refused.exception))
		self.assertEqual(frappe.db.get_value(DOCTYPE, ledger.name, "status"), "Nominated")

	def test_counsellor_cannot_file(self) -> None:
		ledger = self.nominate()
		with self.assertRaises(frappe.ValidationError):
			self.act(self.counsellor, ledger, "File Ledger")

	def test_decline_and_hand_over_need_a_reason(self) -> None:
		ledger = self.nominate()
		with self.assertRaises(frappe.ValidationError):
			self.act(self.lead, ledger, "Decline")
		self.act(self.lead, ledger, "File Ledger")
		with self.assertRaises(frappe.ValidationError):
			self.act(self.lead, ledger, "Hand Over")
		self.edit(self.lead, ledger, decline_reason="转学至外校")
		self.act(self.lead, ledger, "Hand Over")
		self.assertEqual((ledger.status, ledger.active_key), ("Transferred", None))

	def test_only_the_lead_reassigns(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(WorkflowGuardError):
			self.edit(self.counsellor, ledger, responsible_person=self.stranger)
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			risk_ledger.reassign_responsible(ledger.name, self.stranger)
		with self.as_user(self.lead):
			risk_ledger.reassign_responsible(ledger.name, self.stranger)
		with self.as_user(self.stranger):
			self.assertTrue(frappe.has_permission(DOCTYPE, "write", doc=ledger.name))
			self.assertEqual(
				frappe.get_list(DOCTYPE, pluck="name"), [ledger.name], "also of a class that is not theirs"
			)
		with self.as_user(self.counsellor):
			self.assertFalse(frappe.has_permission(DOCTYPE, "read", doc=ledger.name))
		self.assertTrue([words for words in self.log_of(ledger, "Write") if self.stranger in words])

	def test_nominator_loses_sight_after_filing(self) -> None:
		with self.as_user(self.adviser):
			ledger = make.make_ledger(self.student)
			self.assertTrue(frappe.has_permission(DOCTYPE, "write", doc=ledger.name))
		self.act(self.lead, ledger, "File Ledger")
		with self.as_user(self.adviser):
			self.assertFalse(frappe.has_permission(DOCTYPE, "read", doc=ledger.name))
			self.assertEqual(frappe.get_list(DOCTYPE), [])

	def test_a_school_leader_reads_only_what_names_them(self) -> None:
		leader = make.make_user("leader@ledger.test", r.SCHOOL_LEADER)
		ledger = self.nominate(lead=leader)
		with self.as_user(leader):
			self.assertTrue(frappe.has_permission(DOCTYPE, "read", doc=ledger.name))
			self.assertFalse(frappe.has_permission(DOCTYPE, "write", doc=ledger.name))
		self.edit(self.lead, ledger, lead=self.lead)
		with self.as_user(leader):
			self.assertFalse(frappe.has_permission(DOCTYPE, "read", doc=ledger.name))


class TestMasters(RiskTestCase):
	def test_seeded_once_and_then_the_schools_own(self) -> None:
		from campus_safety.setup.defaults import create_missing_defaults

		frappe.db.set_value("Campus Risk Level", "Yellow", "dispatch_every_days", 10)
		create_missing_defaults()
		self.assertEqual(frappe.db.get_value("Campus Risk Level", "Yellow", "dispatch_every_days"), 10)
		self.assertEqual(frappe.db.count("Campus Risk Factor"), 12)

	def test_two_levels_never_have_the_same_rank(self) -> None:
		level = frappe.get_doc({"doctype": "Campus Risk Level", "level_name": "Blue", "rank": 4})
		with self.assertRaises(RiskLevelError):
			level.insert()

	def test_a_level_in_use_stays(self) -> None:
		self.nominate()
		with self.assertRaises(frappe.ValidationError):
			frappe.delete_doc("Campus Risk Level", "Yellow")
