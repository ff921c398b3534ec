"""The rules of the risk ledger (domain §7), each tried by the person who would."""

import json
from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from campus_safety.access.secrets import encrypt
from campus_safety.domain import roles as r
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	LedgerCloseError,
	OutOfScopeError,
	RiskLevelError,
	SecondActiveLedgerError,
	WorkflowGuardError,
)
from campus_safety.services.risk import risk_ledger, risk_status
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

DOCTYPE = "Campus Risk Ledger"
STATUS = "Campus Risk Status"


class RiskTestCase(CampusTestCase):
	"""On the committed world of the tests: a class, its staff, a student with nothing recorded."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.student = NEIGHBOUR
		cls.unit, cls.other_unit, cls.college = (
			world.units[name] for name in ("class_1", "class_2", "college_1")
		)
		for name in ("counsellor", "adviser", "lead", "psych_head"):
			setattr(cls, name, world.users[name])
		cls.stranger, cls.affairs = world.users["other_counsellor"], world.users["student_affairs"]

	def nominate(self, **values):
		with self.as_user(self.counsellor):
			return make.make_ledger(values.pop("student", self.student), **values)

	def act(self, user: str, ledger, *actions: str):
		with self.as_user(user):
			for action in actions:
				apply_workflow(frappe.get_doc(DOCTYPE, ledger.name).as_dict(), action)
		ledger.reload()
		return ledger

	def edit(self, user: str, ledger, **values):
		"""Save as the user; a list is added to its table."""
		with self.as_user(user):
			document = frappe.get_doc(DOCTYPE, ledger.name)
			for field, value in values.items():
				if isinstance(value, list):
					document.extend(field, value)
				else:
					document.set(field, value)
			document.save()
		ledger.reload()
		return ledger

	def supporting(self, **values):
		ledger = self.nominate(**values)
		return self.act(self.lead, ledger, "File Ledger", "Start Support")

	def dispatch(self, **values) -> dict:
		return {"date": nowdate(), "situation": "情绪平稳", "decision": "继续关注", **values}

	def proposed(self, **values):
		"""Everything is there and closing is proposed."""
		ledger = self.supporting(**values)
		with self.as_user(self.counsellor):
			document = frappe.get_doc(DOCTYPE, ledger.name)
			for days in (2, 1, 0):
				document.append("dispatches", self.dispatch(date=add_days(nowdate(), -days)))
			for row in document.measures:
				row.done = 1
			document.close_reason, document.close_evidence = "三个月平稳", "三次调度、心理评估"
			document.save()
		return self.act(self.counsellor, ledger, "Propose Closing")

	def log_of(self, ledger, action: str) -> list[str]:
		return frappe.get_all(
			"Campus Access Log",
			filters={"reference_name": ledger.name, "action": action},
			order_by="sequence asc",
			pluck="reason",
		)


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


class TestLevel(RiskTestCase):
	def test_floors(self) -> None:
		attempt = [{"risk_factor": "Suicide attempt history"}]
		for values, is_refused in (
			({"has_plan": 1, "risk_level": "Orange"}, True),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -30), "risk_level": "Orange"},
				True,
			),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -800), "risk_level": "Green"},
				True,
			),
			({"risk_factors": attempt, "risk_level": "Yellow"}, True),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -800), "risk_level": "Yellow"},
				False,
			),
		):
			with self.subTest(values=values):
				if is_refused:
					with self.assertRaises(RiskLevelError):
						self.nominate(**values)
				else:
					self.assertEqual(self.nominate(**values).status, "Nominated")

	def test_a_plan_found_later_asks_for_red(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(RiskLevelError):
			self.edit(self.counsellor, ledger, has_plan=1)
		self.edit(self.counsellor, ledger, has_plan=1, risk_level="Red")
		self.assertEqual((ledger.risk_level, ledger.needs_student_affairs), ("Red", 1))

	def test_raising_is_in_force_at_once(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, risk_level="Orange")
		self.assertEqual(ledger.risk_level, "Orange")
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Red", trend="Steady")])
		self.assertEqual((ledger.risk_level, ledger.dispatches[0].trend), ("Red", "Worse"))
		self.assertEqual(str(ledger.next_dispatch_due), add_days(nowdate(), 7))

	def test_it_drops_only_through_a_dispatch(self) -> None:
		ledger = self.supporting(risk_level="Orange")
		with self.assertRaises(RiskLevelError):
			self.edit(self.counsellor, ledger, risk_level="Yellow")
		self.edit(
			self.counsellor, ledger, dispatches=[self.dispatch(level_after="Yellow", level_before="Green")]
		)
		row = ledger.dispatches[0]
		self.assertEqual(
			(ledger.risk_level, row.level_before, row.level_after), ("Yellow", "Orange", "Yellow")
		)
		self.assertEqual((row.trend, row.convenor), ("Improved", self.counsellor))

	def test_red_waits_for_two_keys(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(
			self.counsellor, ledger, risk_level="Yellow", dispatches=[self.dispatch(level_after="Yellow")]
		)
		self.assertEqual((ledger.risk_level, ledger.proposed_level), ("Red", "Yellow"))
		with self.as_user(self.counsellor), self.assertRaises(WorkflowGuardError):
			risk_ledger.sign_level_change(ledger.name)
		with self.as_user(self.lead):
			self.assertEqual(risk_ledger.sign_level_change(ledger.name)["missing"], [r.PSYCH_HEAD])
			with self.assertRaises(WorkflowGuardError):
				risk_ledger.sign_level_change(ledger.name)
		self.assertEqual(frappe.db.get_value(DOCTYPE, ledger.name, "risk_level"), "Red")
		with self.as_user(self.psych_head):
			with self.assertRaises(RiskLevelError):
				risk_ledger.sign_level_change(ledger.name, "Green")
			self.assertTrue(risk_ledger.sign_level_change(ledger.name, "Yellow")["in_force"])
		ledger.reload()
		self.assertEqual(
			(ledger.risk_level, ledger.proposed_level, ledger.needs_student_affairs), ("Yellow", None, 0)
		)
		self.assertEqual(
			[(row.user, row.void) for row in ledger.signatures], [(self.lead, 0), (self.psych_head, 0)]
		)
		self.assertEqual(len(self.log_of(ledger, "Sign")), 2)

	def test_old_signatures_do_not_count_for_a_new_proposal(self) -> None:
		self.test_red_waits_for_two_keys()
		ledger = frappe.get_doc(DOCTYPE, {"student": self.student})
		self.edit(self.counsellor, ledger, risk_level="Red")
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		with self.as_user(self.lead):
			self.assertFalse(risk_ledger.sign_level_change(ledger.name)["in_force"])

	def test_a_change_of_the_ledger_voids_the_first_signature(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		with self.as_user(self.lead):
			risk_ledger.sign_level_change(ledger.name)
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Green")])
		self.assertEqual((ledger.proposed_level, ledger.signatures[0].void), ("Green", 1))

	def test_a_later_dispatch_or_a_raise_takes_the_proposal_back(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch()])
		self.assertEqual(
			ledger.proposed_level, "Yellow", "a dispatch that says nothing about the level leaves it"
		)
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Red")])
		self.assertIsNone(ledger.proposed_level)


class TestDispatches(RiskTestCase):
	def test_saved_rows_stay(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(), self.dispatch()])

		def rewrite(document):
			document.dispatches[0].situation = "改写"

		def retrend(document):
			document.dispatches[1].trend = "Worse"

		def remove(document):
			document.dispatches.pop()

		def swap(document):
			document.dispatches.reverse()
			for idx, row in enumerate(document.dispatches, 1):
				row.idx = idx

		def replace(document):
			row = document.dispatches.pop().as_dict()
			document.append("dispatches", {**row, "name": None})

		for change in (rewrite, retrend, remove, swap, replace):
			with self.subTest(change=change.__name__), self.as_user(self.psych_head):
				document = frappe.get_doc(DOCTYPE, ledger.name)
				change(document)
				with self.assertRaises(AppendOnlyError):
					document.save()

	def test_dates(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(frappe.ValidationError):
			self.edit(self.counsellor, ledger, dispatches=[self.dispatch(date=add_days(nowdate(), 1))])
		rows = [self.dispatch(), self.dispatch(date=add_days(nowdate(), -1))]
		with self.assertRaises(frappe.ValidationError):
			self.edit(self.counsellor, ledger, dispatches=rows)
		self.edit(
			self.counsellor,
			ledger,
			dispatches=[self.dispatch(date=add_days(nowdate(), -10)), self.dispatch()],
		)
		self.assertEqual([row.late_entry for row in ledger.dispatches], [1, 0])


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


class TestClosing(RiskTestCase):
	def test_everything_missing_is_said_at_once(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(LedgerCloseError):
			self.act(self.counsellor, ledger, "Propose Closing")
		said = frappe.local.message_log[-1]
		self.assertEqual(len(said["message"] if isinstance(said, dict) else json.loads(said)["message"]), 4)

	def test_two_keys(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.assertEqual((ledger.status, ledger.workflow_state), ("Close Proposed", "Close Proposed"))
		with self.assertRaises(WorkflowGuardError):
			self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(
			(ledger.status, str(ledger.closed_on), ledger.active_key), ("Closed", nowdate(), None)
		)
		self.assertEqual(len(self.log_of(ledger, "Sign")), 2)

	def test_red_needs_student_affairs_as_well(self) -> None:
		ledger = self.proposed(risk_level="Red")
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Close Proposed")
		self.act(self.affairs, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Closed")

	def test_student_affairs_has_no_key_below_red(self) -> None:
		ledger = self.proposed()
		with self.as_user(self.affairs), self.assertRaises(frappe.PermissionError):
			frappe.get_doc(DOCTYPE, ledger.name).check_permission("read")

	def test_an_edit_voids_signatures(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.edit(self.psych_head, ledger, close_reason="补充说明")
		self.assertEqual([row.void for row in ledger.signatures], [1])
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Close Proposed")
		self.act(self.lead, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Closed")

	def test_what_was_there_must_still_be_there_when_signed(self) -> None:
		ledger = self.proposed()
		with self.assertRaises(LedgerCloseError):
			self.edit(self.lead, ledger, close_evidence=None)

	def test_attempt_history_stays_open_two_terms(self) -> None:
		values = {
			"risk_factors": [{"risk_factor": "Suicide attempt history"}],
			"attempt_date": add_days(nowdate(), -800),
		}
		with self.assertRaises(LedgerCloseError):
			self.proposed(**values)
		for days in (20, 10):  # two terms that ended while it was open
			end = add_days(nowdate(), -days)
			frappe.get_doc(
				{"doctype": "Campus Term", "term_name": f"T{days}", "start_date": end, "end_date": end}
			).db_insert()
		ledger = frappe.get_doc(DOCTYPE, {"student": self.student})
		frappe.db.set_value(DOCTYPE, ledger.name, "filed_on", add_days(nowdate(), -30))
		self.act(self.counsellor, ledger, "Propose Closing")
		self.assertEqual(ledger.status, "Close Proposed")

	def test_reopening_keeps_history(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Reopen")
		self.assertEqual(
			(ledger.status, ledger.closed_on, ledger.active_key), ("Supporting", None, self.student)
		)
		self.assertEqual((len(ledger.dispatches), [row.void for row in ledger.signatures]), (3, [1, 1]))
		self.assertEqual(len(self.log_of(ledger, "State")), 6)

	def test_the_next_ledger_names_the_last(self) -> None:
		first = self.proposed()
		self.act(self.lead, first, "Sign Closing")
		self.act(self.psych_head, first, "Sign Closing")
		second = self.nominate()
		self.assertIsNone(second.previous_ledger, "a nominator does not learn of earlier ledgers")
		self.act(self.lead, second, "File Ledger")
		self.assertEqual(second.previous_ledger, first.name)


class TestForgery(RiskTestCase):
	def test_app_owned_fields(self) -> None:
		ledger = self.supporting()
		for field, value in (
			("proposed_level", "Green"),
			("needs_student_affairs", 1),
			("next_dispatch_due", "2099-01-01"),
			("closed_on", nowdate()),
			("previous_ledger", "x"),
			("active_key", "x"),
			(
				"signatures",
				[
					{
						"purpose": "Closed",
						"role": r.PSYCH_HEAD,
						"user": self.psych_head,
						"signed_at": nowdate(),
					}
				],
			),
		):
			with self.subTest(field=field), self.assertRaises(AppOwnedFieldError):
				self.edit(self.counsellor, ledger, **{field: value})

	def test_status_follows_the_workflow_state(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, status="Closed")
		self.assertEqual(ledger.status, "Supporting")
		with self.assertRaises(WorkflowGuardError):
			self.edit(self.counsellor, ledger, workflow_state="Closed")

	def test_ciphertext_of_another_ledger(self) -> None:
		ledger = self.nominate()
		other = make.make_student("L2026002", self.unit)
		with self.as_user(self.counsellor), self.assertRaises(AppOwnedFieldError):
			make.make_ledger(other, factor_detail=ledger.factor_detail)

	def test_never_deleted_nor_shared(self) -> None:
		ledger = self.nominate()
		with self.assertRaises(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, ledger.name)
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			frappe.share.add(DOCTYPE, ledger.name, self.stranger)


class TestStatus(RiskTestCase):
	def status(self):
		name = risk_status.get_status_of(self.student)
		return frappe.get_doc(STATUS, name) if name else None

	def test_follows_the_ledger(self) -> None:
		ledger = self.nominate(support_advice="多陪伴，少单独留在宿舍")
		self.assertIsNone(self.status(), "a mere nomination shows nothing")
		self.act(self.lead, ledger, "File Ledger")
		status = self.status()
		self.assertEqual(
			(status.status, status.risk_level, status.advice), ("Active", "Yellow", "多陪伴，少单独留在宿舍")
		)
		self.edit(self.counsellor, ledger, risk_level="Orange")
		self.assertEqual(self.status().risk_level, "Orange")

	def test_closing_leaves_no_level_behind(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		status = self.status()
		self.assertEqual((status.status, status.risk_level, status.advice), ("Closed", None, None))

	def test_class_staff_see_it_and_others_do_not(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		for user, is_seen in (
			(self.counsellor, True),
			(self.adviser, True),
			(self.lead, True),
			(self.affairs, True),
			(self.stranger, False),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(bool(frappe.get_list(STATUS, {"student": self.student})), is_seen)

	def test_nobody_writes_it(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		status = self.status()
		status.risk_level = "Green"
		with self.assertRaises(AppOwnedFieldError):
			status.save()
		with self.assertRaises(frappe.PermissionError):
			frappe.delete_doc(STATUS, status.name)

	def test_it_moves_with_the_student(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = self.other_unit
		student.save()
		with self.as_user(self.stranger):
			self.assertEqual(frappe.get_list(STATUS, pluck="student"), [self.student])
		with self.as_user(self.adviser):
			self.assertNotIn(self.student, frappe.get_list(STATUS, pluck="student"))
		frappe.db.set_value("Campus Student", self.student, "unit", self.unit)  # as an import does
		risk_status.follow_import(frappe._dict(status="Completed"))
		self.assertEqual(self.status().unit, self.unit)

	def test_it_keeps_up_with_a_corrected_student_number(self) -> None:
		ledger = self.nominate()
		self.act(self.lead, ledger, "File Ledger")
		new = f"{self.student}X"
		frappe.rename_doc("Campus Student", self.student, new, force=True)
		ledger.reload()
		self.assertEqual((ledger.student, ledger.active_key), (new, new))
		self.assertIsNone(risk_status.get_status_of(self.student))
		self.assertEqual(frappe.db.get_value(STATUS, {"student": new}, "status"), "Active")

	def test_others_around_the_student_get_advice_without_level(self) -> None:
		room = make.make_dormitory("台账楼101", "Room", make.make_dormitory("台账楼", "Building"))
		frappe.db.set_value("Campus Student", self.student, "dormitory", room)
		keeper = make.make_user("keeper@ledger.test", r.DORM_MANAGER)
		make.assign(keeper, "Dorm Manager", "Dormitory", dormitory=room)
		self.act(self.lead, self.nominate(support_advice="晚归请电话联系"), "File Ledger")
		with self.as_user(keeper):
			self.assertEqual(
				risk_status.get_support_advice(),
				[
					{
						"student": self.student,
						"student_name": frappe.db.get_value("Campus Student", self.student, "student_name"),
						"advice": "晚归请电话联系",
					}
				],
			)
			self.assertFalse(frappe.has_permission(STATUS, "read"))
		with self.as_user(self.stranger):
			self.assertEqual(risk_status.get_support_advice(self.student), [])


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
