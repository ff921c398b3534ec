"""The reports of the night over HTTP: figures for who counts, names for who looks after the student, nothing for others."""

import io
import json

import frappe
import openpyxl

from campus_safety.engines.messages import outbox
from campus_safety.jobs import campus_night_digest
from campus_safety.services.presence.naming import roll_name
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.presence.report_base import NIGHT, build, hold_night

RUN = "frappe.desk.query_report.run"
EXPORT = "campus_safety.api.ledgers.export_report"
NIGHTLY, TRENDS, TIMES = "Campus Nightly Report", "Campus Night Trends", "Campus Absence Verification"
FILTERS = {
	NIGHTLY: {"roll_date": str(NIGHT)},
	TRENDS: {"from_date": "2026-11-20", "to_date": "2026-11-20"},
	TIMES: {"from_date": "2026-11-20", "to_date": "2026-11-21"},
}
# whose names each may read; all others' must be absent from the answer
NAMES = {
	"affairs": {"E2", "E3", "W3"},
	"counsellor": {"E2", "E3"},
	"lead": {"E2", "E3"},
	"dorm": {"E2", "E3"},
	"far_lead": {"W3"},
	"other_counsellor": set(),
	"safety": set(),
}
STUDENTS = ("E1", "E2", "E3", "E4", "E5", "W1", "W2", "W3", "W4", "S1")


class TestNightReports(WorldTestCase):
	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.place = build("夜网", "NH")
		cls.staff = cls.place.staff
		if not frappe.db.exists("Campus Night Roll Call", roll_name(cls.place.east, NIGHT)):
			hold_night(cls.place)
		frappe.db.commit()  # the requests read on other connections

	def ask(self, who: str | None, report: str, **filters):
		user = self.staff[who] if who else None
		wanted = json.dumps({**FILTERS[report], **filters})
		return HttpClient(user).get(f"/api/method/{RUN}", report_name=report, filters=wanted)

	def named(self, text: str) -> set[str]:
		return {student for student in STUDENTS if f"夜网名{student}" in text or f"NH{student}" in text}

	def test_names_over_http(self) -> None:
		for who, wanted in NAMES.items():
			with self.subTest(who):
				answer = self.ask(who, NIGHTLY)
				self.assertEqual(answer.status_code, 200)
				self.assertEqual(self.named(json.dumps(answer.json, ensure_ascii=False)), wanted)

	def test_cases_over_http(self) -> None:
		"""A case for the missing only: who was late has none."""
		for who, wanted in NAMES.items():
			with self.subTest(who):
				answer = self.ask(who, TIMES, group_by="Case")
				self.assertEqual(answer.status_code, 200)
				self.assertEqual(self.named(json.dumps(answer.json, ensure_ascii=False)), wanted - {"E2"})

	def test_trends_name_nobody(self) -> None:
		for who in NAMES:
			answer = self.ask(who, TRENDS)
			self.assertEqual(answer.status_code, 200)
			self.assertEqual(self.named(json.dumps(answer.json, ensure_ascii=False)), set(), who)

	def test_filters_ask_no_further(self) -> None:
		for filters in (
			{"unit": self.place.far_class},
			{"college": self.place.far_college},
			{"dormitory": self.place.west},
			{"group_by": "College"},
			{"group_by": "Building", "dormitory": self.place.west},
		):
			with self.subTest(filters):
				rows = self.ask("counsellor", NIGHTLY, **filters).json["message"]["result"]
				self.assertLessEqual(self.named(str(rows)), {"E2", "E3"})
				self.assertNotIn(self.place.west, str(rows))
				self.assertNotIn(self.place.far_class, str(rows))

	def test_counts_only_offices_count_everything(self) -> None:
		rows = self.ask("safety", NIGHTLY, college=self.place.college, group_by="College").json["message"][
			"result"
		]
		(row,) = rows
		self.assertEqual((row["expected"], row["late"], row["missing"]), (7, 1, 1))

	def test_others_are_refused(self) -> None:
		for who in ("guard", "pupil", None):
			for report in FILTERS:
				with self.subTest(who=who, report=report):
					for answer in (
						self.ask(who, report),
						self.export(who, report),
					):
						self.assertIn(answer.status_code, (401, 403))
						text = answer.get_data(as_text=True)
						self.assertEqual(self.named(text), set())

	# xlsx

	def export(self, who: str | None, report: str):
		return HttpClient(self.staff[who] if who else None).call(
			EXPORT, report=report, filters=FILTERS[report]
		)

	def sheet(self, who: str, report: str):
		answer = self.export(who, report)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:300])
		return openpyxl.load_workbook(io.BytesIO(answer.get_data())).active

	def test_the_ledger_follows_the_paper(self) -> None:
		"""日期|楼|应到|实到|请假|晚归|未归|姓名|原因|去向|核查人|结果 (domain §5)."""
		sheet = self.sheet("dorm", NIGHTLY)
		headings = [cell.value for cell in sheet[3]]
		self.assertTrue(sheet["A1"].value.endswith("每日回寝报告"))
		for column in (
			"点名日期",
			"楼栋",
			"应到",
			"实到",
			"晚归",
			"未归",
			"学生",
			"原因",
			"去向",
			"核查人",
			"结果",
		):
			self.assertIn(column, headings)
		rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
		head = dict(zip(headings, rows[0], strict=True))
		self.assertEqual(
			(head["点名日期"], head["应到"], head["实到"], head["晚归"], head["未归"], head["上报情况"]),
			(str(NIGHT), 4, 3, 1, 1, "已上报"),
		)
		self.assertEqual(len(rows), 3)

	def test_an_unreported_building_has_no_zero_on_paper(self) -> None:
		sheet = self.sheet("safety", NIGHTLY)
		headings = [cell.value for cell in sheet[3]]
		row = next(
			dict(zip(headings, values, strict=True))
			for values in sheet.iter_rows(min_row=4, values_only=True)
			if self.place.silent in values
		)
		self.assertEqual(row["上报情况"], "未上报")
		self.assertEqual({row["实到"], row["晚归"], row["未归"]} - {None, ""}, set())

	def test_only_own_names_leave_the_house(self) -> None:
		for who, wanted in NAMES.items():
			with self.subTest(who):
				cells = str([[cell.value for cell in row] for row in self.sheet(who, NIGHTLY).iter_rows()])
				self.assertEqual(self.named(cells), wanted)

	def test_the_frameworks_own_export_is_closed(self) -> None:
		answer = HttpClient(self.staff["lead"]).post(
			"/api/method/frappe.desk.query_report.export_query",
			report_name=NIGHTLY,
			file_format_type="Excel",
			filters=json.dumps(FILTERS[NIGHTLY]),
			visible_idx="[]",
		)
		self.assertEqual(answer.status_code, 403)

	# cards, charts, the job

	def test_numbers_are_ones_own(self) -> None:
		for who, cards in (
			("counsellor", {"Open Absence Cases": 1, "On Leave Now": 1, "Overdue Leaves": 0}),
			("far_lead", {"Open Absence Cases": 1, "On Leave Now": 0}),
			("other_counsellor", {"Open Absence Cases": 0, "On Leave Now": 0}),
		):
			with self.subTest(who):
				answer = HttpClient(self.staff[who]).call("campus_safety.api.workspace.get_workbench")
				numbers = {card["label"]: card["count"] for card in answer.json["message"]["numbers"]}
				self.assertEqual({label: numbers[label] for label in cards}, cards)
				self.assertNotIn(
					"Late Last Night", numbers, "no roll of theirs was called: no nought is shown"
				)
		answer = HttpClient(self.staff["safety"]).call("campus_safety.api.workspace.get_workbench")
		cards = {card["label"]: card for card in answer.json["message"]["numbers"]}
		counted = cards["Open Absence Cases"]  # it counts cases of the whole school, and reads none
		self.assertEqual((counted.get("doctype"), counted["whole"]), (None, True))

	def test_the_chart_is_on_the_workspace_of_who_may_open_the_report(self) -> None:
		page = json.dumps({"name": "Campus Safety", "title": "Campus Safety", "public": 1})
		for who, there in (("lead", True), ("safety", True), ("guard", False)):
			answer = HttpClient(self.staff[who]).get(
				"/api/method/frappe.desk.desktop.get_desktop_page", page=page
			)
			self.assertEqual(answer.status_code, 200)
			charts = {chart["chart_name"] for chart in answer.json["message"]["charts"]["items"]}
			self.assertEqual("Campus Nights of Two Weeks" in charts, there, who)

	def test_the_job_tells_once(self) -> None:
		key = ("like", "night-digest|2026-11-21|%")
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.delete, outbox.OUTBOX, {"idempotency_key": key})
		before = set(frappe.get_all("Notification Log", pluck="name"))
		campus_night_digest.run("2026-11-21 08:03:00")
		mine = {"recipient": self.staff["lead"], "idempotency_key": key}
		self.assertEqual(frappe.db.count(outbox.OUTBOX, mine), 1)
		self.assertEqual(campus_night_digest.run("2026-11-21 08:13:00"), 0)
		self.assertEqual(frappe.db.count(outbox.OUTBOX, mine), 1)
		told = frappe.get_all(
			"Notification Log", {"name": ("not in", before or [""])}, ["subject", "email_content"]
		)
		self.assertTrue(told)
		self.assertEqual(self.named(str(told)), set())
