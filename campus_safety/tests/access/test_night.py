"""The night over HTTP: who calls which building, who sees and works on a case, who puts a locked night right."""

import io

import frappe
import openpyxl
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.presence import night
from campus_safety.services.presence import absence_cases, roll
from campus_safety.services.presence.absence_cases import Found
from campus_safety.services.presence.settings import get_night_settings
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, STUDENT

API, CASES = "campus_safety.api.roll_call", "campus_safety.api.absence"
CASE, ROLL, ROW, STAY = (
	"Campus Absence Case",
	"Campus Night Roll Call",
	"Campus Night Roll Call Row",
	"Campus Stay Registration",
)
SLEEPER = "W2026009"  # sleeps in the building of these tests
OUTSIDE = (
	"other_counsellor",
	"far_counsellor",
	"far_lead",
	"administrator_of_site",
	"pupil",
	"guest",
	"Campus Discipline Office",
	"Campus HR Office",
	"Campus Mentor",
	"Campus Security Guard",
	"Campus Security Office",
	"Campus School Leader",
	"Campus Psych Teacher",
)


class TestNight(WorldTestCase):
	moment = TEACHING_DAY  # in a break only those who have registered stay

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		make.make_term()
		campus = make.make_dormitory("世界校区", "Campus")
		cls.building = make.make_dormitory("世界夜1号楼", "Building", campus)
		cls.far_building = make.make_dormitory("世界夜2号楼", "Building", campus)
		room = make.make_dormitory("101", "Room", make.make_dormitory("1层", "Floor", cls.building))
		far_room = make.make_dormitory("101", "Room", make.make_dormitory("1层", "Floor", cls.far_building))
		make.make_student(
			SLEEPER, cls.world.units["class_1"], student_name="CANARY-sleeper", mobile="13800009981",
			residence_type="Dormitory", dormitory=room, bed_no="1",
		)  # fmt: skip
		make.make_student(
			"W2026209", cls.world.units["class_3"], residence_type="Dormitory", dormitory=far_room, bed_no="1"
		)
		cls.dorm = make.make_user("dorm@world.test", r.DORM_MANAGER)
		cls.far_dorm = make.make_user("fardorm@world.test", r.DORM_MANAGER)
		make.assign(cls.dorm, "Dorm Manager", "Dormitory", dormitory=cls.building)
		make.assign(cls.far_dorm, "Dorm Manager", "Dormitory", dormitory=cls.far_building)
		cls.now = now_datetime().replace(microsecond=0)
		cls.night = night.night_of(cls.now, get_night_settings())
		cls.roll = roll.ensure(cls.building, cls.night, cls.now)
		cls.far_roll = roll.ensure(cls.far_building, cls.night, cls.now)
		frappe.db.commit()

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		for student in (SLEEPER, "W2026209", FAR_STUDENT):
			for case in frappe.get_all(CASE, {"student": student}, pluck="name"):
				frappe.delete_doc(CASE, case, force=True, ignore_permissions=True)
		for name in (cls.roll, cls.far_roll):
			frappe.delete_doc(ROLL, name, force=True, ignore_permissions=True)
		frappe.db.commit()
		super().tearDownClass()

	def client(self, who: str) -> HttpClient:
		own = {"dorm": self.dorm, "far_dorm": self.far_dorm, "guest": None}
		return HttpClient(own[who] if who in own else self.world.users.get(who) or self.world.by_role[who])

	def marks(self, status: str = "In", key: str = "w1", student: str = SLEEPER) -> dict:
		mark = {"key": key, "student": student, "status": status, "marked_at": 1000, "seen": 1}
		return {"roll_name": self.roll, "marks": [mark], "sent_at": 1500}

	# the page

	def test_the_page_is_for_dorm_managers(self):
		page = self.client("dorm").get("/campus-roll-call")
		self.assertEqual(page.status_code, 200)
		self.assertNotIn(b"CANARY", page.get_data(), "the shell holds no student")
		self.assertIn("点名".encode(), page.get_data())
		self.assertIn(self.client("guest").get("/campus-roll-call").status_code, (301, 302))  # to the login
		for who in ("pupil", "counsellor", "lead", "administrator_of_site", "Campus Security Office"):
			self.assertEqual(self.client(who).get("/campus-roll-call").status_code, 403, who)

	def test_the_worker_keeps_the_page_only(self):
		answer = self.client("guest").get("/campus-page-sw.js")
		self.assertEqual(answer.status_code, 200)
		self.assertIn("javascript", answer.headers["Content-Type"])

	def test_own_building(self):
		start = self.client("dorm").call(f"{API}.get_start", "GET").get_json()["message"]
		self.assertEqual([each["name"] for each in start["buildings"]], [self.building])
		data = self.client("dorm").call(f"{API}.open_building", building=self.building).get_json()["message"]
		self.assertEqual([line[0] for line in data["rows"]], [SLEEPER])
		self.assertEqual(data["roll"], self.roll)

	def test_others_are_refused_like_a_building_that_is_not_there(self):
		calls = (
			("open_building", {"building": self.building}),
			("refresh", {"roll_name": self.roll}),
			("send_marks", self.marks()),
			("send_report", {"roll_name": self.roll, "key": "x"}),
			("get_phone", {"roll_name": self.roll, "student": SLEEPER}),
			(
				"correct",
				{"roll_name": self.roll, "student": SLEEPER, "status": "Missing", "reason": "写错了"},
			),
		)
		for who in ("far_dorm", "counsellor", "lead", "Campus Dorm Manager", *OUTSIDE):
			for method, values in calls:
				answer = self.client(who).call(f"{API}.{method}", **values)
				self.assertEqual(answer.status_code, 403, f"{who} {method}: {answer.get_data()[:200]}")
				self.assertNotIn(b"CANARY", answer.get_data())
				self.assertNotIn(b"13800009981", answer.get_data())
		missing = self.client("far_dorm").call(f"{API}.open_building", building="没有这栋楼")
		self.assertEqual(missing.status_code, 403)
		self.assertEqual(frappe.db.get_value(ROW, {"parent": self.roll, "student": SLEEPER}, "confirmed"), 0)

	def test_marking_is_by_post_and_once_per_key(self):
		client = self.client("dorm")
		self.assertGreaterEqual(client.call(f"{API}.send_marks", "GET", **self.marks()).status_code, 400)
		for _again in range(2):
			answer = client.call(f"{API}.send_marks", **self.marks(key="once")).get_json()["message"]
		self.assertEqual(answer["answers"][0]["ok"], True)
		row = frappe.db.get_value(
			ROW, {"parent": self.roll, "student": SLEEPER}, ["confirmed", "marked_by", "mark_log"]
		)
		self.assertEqual(row[:2], (1, self.dorm))
		self.assertEqual(len([line for line in row[2].splitlines() if line.endswith("|once")]), 1)
		answer = client.call(f"{API}.send_marks", **self.marks(key="far", student="W2026209")).get_json()[
			"message"
		]
		self.assertFalse(answer["answers"][0]["ok"])
		phone = client.call(f"{API}.get_phone", roll_name=self.roll, student=SLEEPER).get_json()["message"]
		self.assertEqual(phone["mobile"], "13800009981")
		refused = client.call(f"{API}.get_phone", roll_name=self.roll, student=STUDENT)
		self.assertEqual(refused.status_code, 403)
		frappe.db.set_value(ROW, {"parent": self.roll, "student": SLEEPER}, {"confirmed": 0, "mark_log": ""})
		frappe.db.commit()

	def test_roll_calls_and_rows_are_not_listed(self):
		for who in (
			"far_dorm",
			"counsellor",
			"other_counsellor",
			"far_lead",
			"pupil",
			"guest",
			"administrator_of_site",
		):
			client = self.client(who)
			self.assertGreaterEqual(client.get(f"/api/resource/{ROLL}/{self.roll}").status_code, 400, who)
			listed = client.get(f"/api/resource/{ROLL}", fields=["name", "missing"]).get_json() or {}
			self.assertNotIn(self.roll, str(listed))
			for doctype in (
				ROW,
				"Campus Night Roll Correction",
				"Campus Absence Contact",
				"Campus Absence Event",
			):
				answer = client.call(
					"frappe.client.get_list",
					doctype=doctype,
					parent=ROLL,
					fields=["student", "parent"],
					filters={},
				)
				rows = (answer.get_json() or {}).get("message") or []
				if who == "far_dorm":  # v16 lists the rows of a roll that one may read
					self.assertFalse([row for row in rows if row["parent"] == self.roll], doctype)
				else:
					self.assertFalse(rows, f"{who} {doctype}")
		self.assertEqual(self.client("dorm").get(f"/api/resource/{ROLL}/{self.roll}").status_code, 200)
		for who in ("dorm", "student_affairs"):
			self.assertGreaterEqual(
				self.client(who)
				.put(f"/api/resource/{ROLL}/{self.roll}", missing=0, status="Locked")
				.status_code,
				400,
			)
			self.assertGreaterEqual(
				self.client(who).delete(f"/api/resource/{ROLL}/{self.roll}").status_code, 400
			)

	def test_only_student_affairs_corrects(self):
		frappe.db.set_value(ROLL, self.far_roll, "status", "Locked")
		frappe.db.commit()
		values = {
			"roll_name": self.far_roll,
			"student": "W2026209",
			"status": "Late",
			"reason": "核对门禁记录",
		}
		self.assertEqual(self.client("far_dorm").call(f"{API}.correct", **values).status_code, 403)
		self.assertEqual(self.client("student_affairs").call(f"{API}.correct", **values).status_code, 200)
		self.assertEqual(frappe.db.get_value(ROW, {"parent": self.far_roll}, "status"), "Late")

	# cases

	def case(self, student: str = SLEEPER) -> str:
		(name,) = absence_cases.open_cases([Found(student, "Report", self.now)], self.now)
		frappe.db.commit()
		return name

	def test_a_case_is_worked_on_by_those_around_the_student(self):
		case = self.case()
		for who in ("counsellor", "adviser", "lead", "dorm", "student_affairs"):
			client = self.client(who)
			self.assertEqual(client.get(f"/api/resource/{CASE}/{case}").status_code, 200, who)
			people = client.call(f"{CASES}.get_people", case=case).get_json()["message"]
			self.assertEqual(people["student"][0]["mobile"], "13800009981", who)
			answer = client.call(f"{CASES}.log_contact", case=case, target="Student", result="Switched Off")
			self.assertEqual(answer.status_code, 200, answer.get_data()[:300])
		callers = frappe.get_all("Campus Absence Contact", {"parent": case}, pluck="caller", order_by="idx")
		self.assertEqual(callers[0], self.world.users["counsellor"])
		self.assertEqual(self.client("counsellor").call(f"{CASES}.take", case=case).status_code, 200)
		self.assertGreaterEqual(self.client("lead").call(f"{CASES}.take", case=case).status_code, 400)
		self.assertGreaterEqual(self.client("lead").call(f"{CASES}.give_back", case=case).status_code, 400)
		self.assertEqual(self.client("counsellor").call(f"{CASES}.give_back", case=case).status_code, 200)

	def test_outsiders_get_nothing_of_it(self):
		case = self.case()
		before = frappe.db.get_value(CASE, case, "*", as_dict=True)
		for who in ("far_dorm", *OUTSIDE):
			client = self.client(who)
			for method, values in (
				("get_people", {}), ("take", {}), ("give_back", {}), ("declare_lost", {}),
				("log_contact", {"target": "Student", "result": "Reached"}),
			):  # fmt: skip
				answer = client.call(f"{CASES}.{method}", case=case, **values)
				self.assertEqual(answer.status_code, 403, f"{who} {method}")
				self.assertNotIn(b"13800009981", answer.get_data())
			self.assertGreaterEqual(client.get(f"/api/resource/{CASE}/{case}").status_code, 400, who)
			self.assertNotIn(case, str(client.get(f"/api/resource/{CASE}").get_json()))
			self.assertGreaterEqual(
				client.put(f"/api/resource/{CASE}/{case}", status="Closed", cause="x").status_code, 400
			)
			self.assertGreaterEqual(client.post(f"/api/resource/{CASE}", student=SLEEPER).status_code, 400)
		frappe.db.rollback()
		self.assertEqual(frappe.db.get_value(CASE, case, "*", as_dict=True), before)

	def test_forged_fields_are_not_heard(self):
		case = self.case()
		client = self.client("counsellor")
		client.put(
			f"/api/resource/{CASE}/{case}",
			taken_by=self.world.users["far_lead"], ladder_step=4, security_called=1, next_step_at=None, lost_contact=1,
			status="Closed", open_key="",
		)  # fmt: skip
		values = frappe.db.get_value(
			CASE, case, ["taken_by", "ladder_step", "security_called", "lost_contact", "open_key"]
		)
		self.assertNotEqual(values[0], self.world.users["far_lead"])
		self.assertEqual(values[1:], (0, 0, 0, SLEEPER))
		self.assertNotEqual(frappe.db.get_value(CASE, case, "status"), "Closed")

	def test_closing_is_the_college_leads(self):
		case = self.case()
		frappe.db.set_value(
			CASE, case,
			{"status": "Cleared", "workflow_state": "Cleared", "located_at": self.now, "outcome": "At Home", "whereabouts": "在家", "found_by": "母亲", "cause": "忘记请假", "hazard_cleared": 1, "parent_notified_at": self.now},
		)  # fmt: skip
		absence_cases.add_rows(
			absence_cases.CONTACT,
			case,
			"contact_log",
			[
				{
					"contact_time": self.now,
					"caller": self.world.users["counsellor"],
					"target": "Parent",
					"result": "Reached",
				}
			],
		)
		frappe.db.commit()
		for who in ("counsellor", "adviser", "dorm", "student_affairs", "far_lead"):
			document = self.client("lead").get(f"/api/resource/{CASE}/{case}").get_json()["data"]
			answer = self.client(who).call(
				"frappe.model.workflow.apply_workflow", doc=document, action="Close Case"
			)
			self.assertGreaterEqual(answer.status_code, 400, who)
		document = self.client("lead").get(f"/api/resource/{CASE}/{case}").get_json()["data"]
		answer = self.client("lead").call(
			"frappe.model.workflow.apply_workflow", doc=document, action="Close Case"
		)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:400])
		self.assertEqual(self.client("lead").call(f"{CASES}.get_people", case=case).status_code, 403)

	def test_stay_list(self):
		first = add_days(nowdate(), 60)
		values = {
			"student": SLEEPER,
			"from_date": first,
			"to_date": add_days(first, 4),
			"reason": "集训",
		}
		for who in ("far_dorm", "other_counsellor", "pupil", "guest", "Campus Security Office"):
			self.assertGreaterEqual(
				self.client(who).post(f"/api/resource/{STAY}", **values).status_code, 400, who
			)
		made = self.client("dorm").post(f"/api/resource/{STAY}", **values)
		self.assertEqual(made.status_code, 200, made.get_data()[:300])
		name = made.get_json()["data"]["name"]
		self.assertEqual(self.client("counsellor").get(f"/api/resource/{STAY}/{name}").status_code, 200)
		self.assertGreaterEqual(self.client("far_lead").get(f"/api/resource/{STAY}/{name}").status_code, 400)
		frappe.delete_doc(STAY, name, force=True, ignore_permissions=True)
		frappe.db.commit()

	# paper

	def exported(self, who: str, doctype: str) -> str:
		answer = self.client(who).call("campus_safety.api.ledgers.export_ledger", doctype=doctype)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:300])
		sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
		return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)

	def test_the_nights_ledger_names_the_missing_of_ones_own_building(self):
		case = self.case()
		frappe.db.set_value(CASE, case, {"roll_call": self.roll, "cause": "CANARY-why"})
		frappe.db.commit()
		for text in ("CANARY-sleeper", "CANARY-why", self.building):
			self.assertIn(text, self.exported("dorm", ROLL))
			self.assertNotIn(text, self.exported("far_dorm", ROLL))
		self.assertIn("CANARY-why", self.exported("counsellor", CASE))
		for who in ("counsellor", "lead", "far_lead", "pupil", "guest", "administrator_of_site"):
			refused = self.client(who).call("campus_safety.api.ledgers.export_ledger", doctype=ROLL)
			self.assertEqual(refused.status_code, 403, who)

	def test_printed_forms(self):
		case = self.case()
		for doctype, name, own, other in (
			(ROLL, self.roll, "dorm", "far_dorm"),
			(CASE, case, "counsellor", "far_lead"),
		):
			ask = {"doctype": doctype, "name": name}
			page = self.client(own).call("campus_safety.api.ledgers.print_record", **ask)
			self.assertEqual(page.status_code, 200, page.get_data()[:300])
			self.assertNotIn("no such element", page.get_json()["message"])
			self.assertIn(name, page.get_json()["message"])
			self.assertEqual(
				self.client(other).call("campus_safety.api.ledgers.print_record", **ask).status_code, 403
			)
