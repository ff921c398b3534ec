"""The block on the workspace: what waits, for whom; counts within one's own lists; nothing of others."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from campus_safety.api.workspace import get_workbench
from campus_safety.declared.gate import WAITING as GATE_WAITING
from campus_safety.domain import roles as r
from campus_safety.engines.workbench import workbench
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

LEDGER = "Campus Risk Ledger"


class WorkbenchCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("台面学院", "College", make.make_unit("台面学校", "School"))
		self.unit = make.make_unit("台面2601班", "Class", college)
		self.counsellor = self.staff("counsellor", r.COUNSELLOR, "Counsellor", "Class", self.unit)
		self.lead = self.staff("lead", r.COLLEGE_LEAD, "College Lead", "College", college)
		other = make.make_unit("台面2602班", "Class", college)
		self.neighbour = self.staff("neighbour", r.COUNSELLOR, "Counsellor", "Class", other)
		self.student = make.make_student("DT2026001", self.unit, student_name="台面生")
		with self.as_user(self.counsellor):
			self.ledger = make.make_ledger(self.student)

	def staff(self, account: str, role: str, position: str, level: str, unit: str) -> str:
		user = make.make_user(f"{account}@workbench.test", role)
		make.assign(user, position, level, unit=unit)
		return user


class TestWorkbench(WorkbenchCase):
	def waiting(self, user: str) -> dict[str, list[str]]:
		with self.as_user(user):
			return {
				kind["label"]: [row["name"] for row in kind["rows"]]
				for kind in workbench.get_waiting(getdate())
			}

	def test_a_device_that_was_never_heard_is_silent_too(self) -> None:
		device = make.make_gate_device("台面闸机")
		frappe.db.set_value("Campus Gate Device", device, "last_seen", None)
		office = make.make_user("it@workbench.test", r.IT_CENTRE)
		with self.as_user(office):
			found = workbench.read_lines({"waiting": GATE_WAITING}, office, getdate())["waiting"]
		self.assertEqual([kind["count"] > 0 for kind in found], [True])

	def test_a_nomination_waits_for_the_college_lead_alone(self) -> None:
		self.assertIn(self.ledger.name, self.waiting(self.lead)["Nominations to decide"])
		self.assertEqual(self.waiting(self.neighbour), {})
		self.assertNotIn("Nominations to decide", self.waiting(self.counsellor))

	def test_a_filed_ledger_waits_for_whoever_answers_for_it(self) -> None:
		with self.as_user(self.lead):
			apply_workflow(self.ledger, "File Ledger")
		self.assertEqual(self.waiting(self.counsellor)["Support to start"], [self.ledger.name])
		self.assertNotIn("Nominations to decide", self.waiting(self.lead))

	def test_an_overdue_dispatch_is_late_for_both(self) -> None:
		self.ledger.db_set({"status": "Supporting", "next_dispatch_due": add_days(nowdate(), -1)})
		self.assertEqual(self.waiting(self.counsellor)["Dispatches due"], [self.ledger.name])
		self.assertIn(self.ledger.name, self.waiting(self.lead)["Dispatches overdue in the college"])
		with self.as_user(self.counsellor):
			row = workbench.get_waiting(getdate())[0]["rows"][0]
		self.assertTrue(row["late"])
		self.assertEqual(row["title"], f"台面生 {self.unit}")

	def test_no_line_is_blank(self) -> None:
		"""A report about somebody whom nobody has recognised yet has no student to be called by."""
		with self.as_user(self.counsellor):
			report = frappe.get_doc(
				{"doctype": "Campus Abnormal Report", "facts": "看台上有人哭", "signs": [{"sign": "Emotion"}]}
			).insert()
		frappe.db.set_value(
			report.doctype, report.name, {"status": "Accepted", "assigned_to": self.counsellor}
		)
		with self.as_user(self.counsellor):
			kinds = {kind["label"]: kind["rows"] for kind in workbench.get_waiting(getdate())}
		self.assertEqual([row["title"] for row in kinds["Reports that I handle"]], ["Student not known yet"])

	def test_what_one_has_signed_waits_no_more(self) -> None:
		self.ledger.db_set("status", "Close Proposed")
		self.assertIn(self.ledger.name, self.waiting(self.lead)["Closings to sign"])
		signature = frappe.get_doc(
			{
				"doctype": "Campus Signature",
				"parent": self.ledger.name,
				"parenttype": LEDGER,
				"parentfield": "signatures",
				"purpose": "Closed",
				"role": r.COLLEGE_LEAD,
				"user": self.lead,
				"signed_at": frappe.utils.now(),
			}
		)
		signature.db_insert()
		self.assertNotIn("Closings to sign", self.waiting(self.lead))
		signature.db_set("void", 1)
		self.assertIn(self.ledger.name, self.waiting(self.lead)["Closings to sign"])

	def test_students_and_numbers_are_ones_own(self) -> None:
		frappe.db.set_value(LEDGER, self.ledger.name, "status", "Supporting")  # on roll
		with self.as_user(self.counsellor):
			work = get_workbench()
		self.assertEqual([(group["value"], group["count"]) for group in work["students"]], [(self.unit, 1)])
		numbers = {card["label"]: card["count"] for card in work["numbers"]}
		self.assertEqual((numbers["Students at School"], numbers["Open Risk Ledgers"]), (1, 1))
		with self.as_user(self.neighbour):
			work = get_workbench()
		self.assertEqual(work["students"], [])
		self.assertEqual({card["count"] for card in work["numbers"]}, {0})
		self.assertEqual({card["whole"] for card in work["numbers"]} - {None}, {False})

	def test_numbers_leave_out_what_the_role_cannot_read(self) -> None:
		guard = make.make_user("guard@workbench.test", r.SECURITY_GUARD)
		with self.as_user(guard):
			work = get_workbench()
		self.assertEqual({key: work[key] for key in ("waiting", "students")}, {"waiting": [], "students": []})
		own = {"Campus Gate Visit", "Campus Patrol Log"}
		self.assertLessEqual({number["doctype"] for number in work["numbers"]}, own)
		self.assertEqual(set(work["duties"].values()), {0})

	def test_the_page_is_there_for_everybody_at_a_desk(self) -> None:
		page = frappe.get_doc("Page", "campus-my-workbench")
		self.assertEqual({row.role for row in page.roles}, set(r.DESK_ROLES))
		links = [row.link_to for row in frappe.get_doc("Workspace", "Campus Safety").links]
		self.assertIn(page.name, links)

	def test_pupils_have_no_workbench(self) -> None:
		pupil = make.make_user("pupil@workbench.test", r.STUDENT_USER, user_type="Website User")
		with self.as_user(pupil), self.assertRaises(frappe.PermissionError):
			get_workbench()


class TestNoFalseNought(WorkbenchCase):
	"""A card says how many there are, that they are a handful, or it is not there."""

	def card(self, role: str, label: str) -> dict | None:
		user = make.make_user(f"{role.lower().replace(' ', '-')}@nought.test", role)
		with self.as_user(user):
			cards = {card["label"]: card for card in get_workbench()["numbers"]}
		return cards.get(label)

	def ledgers_in_all(self) -> int:
		shown = ("Nominated", "Filed", "Supporting", "Close Proposed")
		return frappe.db.count(LEDGER, {"status": ("in", shown)})

	def make_ledgers(self, wanted: int) -> None:
		frappe.db.delete(LEDGER)
		for number in range(wanted):
			student = make.make_student(f"NN20260{number:02}", self.unit)
			with self.as_user(self.counsellor):
				make.make_ledger(student)
		frappe.db.set_value(LEDGER, {"status": "Nominated"}, "status", "Supporting")  # on roll
		self.assertEqual(self.ledgers_in_all(), wanted)

	def test_offices_that_only_count_get_the_whole_or_a_handful(self) -> None:
		for wanted, count, few in ((6, 6, None), (4, None, 5), (0, 0, None)):
			self.make_ledgers(wanted)
			for role in (r.SCHOOL_LEADER, r.SAFETY_OFFICE, r.QUALITY_OFFICE):
				card = self.card(role, "Open Risk Ledgers")
				with self.subTest(role=role, ledgers=wanted):
					self.assertEqual((card["count"], card["few"], card["whole"]), (count, few, True))
					self.assertEqual(card["report"], "Campus Risk Ledger Statistics")
			self.assertEqual(self.card(r.STUDENT_AFFAIRS, "Open Risk Ledgers")["count"], wanted)

	def test_who_may_neither_read_nor_count_gets_no_card(self) -> None:
		self.make_ledgers(6)
		for role in (r.MENTOR, r.DORM_MANAGER, r.SECURITY_OFFICE, r.HR_OFFICE, r.SYSTEM_MANAGER):
			with self.subTest(role=role):
				self.assertIsNone(self.card(role, "Open Risk Ledgers"))

	def test_those_called_to_a_case_count_all_of_them(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Campus Absence Case",
				"student": self.student,
				"source": "Report",
				"detected_at": frappe.utils.now_datetime(),
			}
		).insert(ignore_permissions=True)
		opened = frappe.db.count(
			"Campus Absence Case", {"status": ("in", ("Pending", "Checking", "Located", "Cleared"))}
		)
		for role in (r.SCHOOL_LEADER, r.SECURITY_OFFICE):
			self.assertEqual(self.card(role, "Open Absence Cases")["count"], opened)

	def test_no_card_of_somebody_without_reach_says_nought(self) -> None:
		for role in r.DESK_ROLES:
			user = make.make_user(f"{role.lower().replace(' ', '-')}@nought.test", role)
			with self.as_user(user):
				for card in get_workbench()["numbers"]:
					with self.subTest(role=role, card=card["label"]):
						self.assertFalse(card["count"] == 0 and self.is_false(card, role))

	def is_false(self, card: dict, role: str) -> bool:
		"""Nought for the whole school, and there are some."""
		if not card["whole"] or not card.get("doctype"):
			return False
		return bool(frappe.get_all(card["doctype"], filters=card["filters"], limit=1))
