"""The nightly report: known rows, compared with a slow count; who sees which figures and whose names."""

import frappe
from frappe.desk.query_report import run

from campus_safety.campus_presence.report.campus_nightly_report.campus_nightly_report import get_chart_data
from campus_safety.domain.presence.night import Status
from campus_safety.domain.presence.night_report import Part, ReportState, add_up
from campus_safety.services.presence import night_figures, roll
from campus_safety.services.presence.night_figures import Group
from campus_safety.tests.presence.report_base import NIGHT, NightReportTestCase, case_of

REPORT = "Campus Nightly Report"
FIGURES = ("expected", "present", "on_leave", "late", "missing")


class TestNightlyReport(NightReportTestCase):
	def answer(self, user: str = "Administrator", **filters) -> dict:
		with self.as_user(user):
			return run(REPORT, filters={"roll_date": str(NIGHT), **filters})

	def rows(self, user: str = "Administrator", **filters) -> list[dict]:
		return self.answer(user, **filters)["result"]

	def groups(self, user: str = "Administrator", **filters) -> dict[str, tuple]:
		return {
			row.get("dormitory") or row.get("unit"): (*(row[name] for name in FIGURES), row["state_code"])
			for row in self.rows(user, **filters)
			if row["indent"] == 0
		}

	def names(self, user: str, **filters) -> dict[str, str]:
		return {
			row["student"].split()[-1].removeprefix("NR"): row["night_status"]
			for row in self.rows(user, **filters)
			if row["indent"] == 1
		}

	def test_by_building(self) -> None:
		found = self.groups(group_by="Building")
		self.assertEqual(found[self.place.east], (4, 3, 1, 1, 1, "Reported"))
		self.assertEqual(found[self.place.west], (4, 4, 0, 1, 0, "Reported"))
		self.assertEqual(found[self.place.silent], (1, None, 0, None, None, "Not Reported"))

	def test_by_college_and_class(self) -> None:
		found = self.groups(group_by="College")
		self.assertEqual(found[self.place.college], (7, 5, 1, 1, 1, "Partly Reported"))
		self.assertEqual(found[self.place.far_college], (2, 2, 0, 1, 0, "Reported"))
		found = self.groups(group_by="Class")
		self.assertEqual(found[self.place.class_1], (4, 2, 1, 1, 1, "Partly Reported"))
		self.assertEqual(found[self.place.class_2], (3, 3, 0, 0, 0, "Zero Report"))

	def test_a_building_without_roll_call_is_silent_and_never_zero(self) -> None:
		frappe.db.delete("Campus Night Roll Call Row", {"parent": self.rolls["silent"]})
		frappe.db.delete("Campus Night Roll Call", {"name": self.rolls["silent"]})
		nothing = (None, None, None, None, None, "Not Reported")
		self.assertEqual(self.groups(group_by="Building")[self.place.silent], nothing)
		with self.as_user(self.staff["counsellor"]):
			(group,) = night_figures.get_groups("Class", NIGHT)
		self.assertEqual((group.figures.buildings, group.figures.reported), (2, 1))
		self.assertEqual(group.figures.state, ReportState.PARTLY)

	def test_a_night_without_any_roll_call(self) -> None:
		found = {
			row["dormitory"]: row["state_code"]
			for row in self.rows(self.staff["dorm"], roll_date="2026-11-03")
		}
		self.assertEqual(found, {self.place.east: "Not Reported"})

	def test_totals_of_the_rolls_agree(self) -> None:
		for group in night_figures.get_groups("Building", NIGHT, user="Administrator"):
			head = frappe.db.get_value(
				"Campus Night Roll Call", {"dormitory": group.key, "roll_date": NIGHT}, "*", as_dict=True
			)
			if head and group.figures.reported:
				self.assertEqual(
					(
						group.figures.expected,
						group.figures.present,
						group.figures.late,
						group.figures.missing,
					),
					(head.expected, head.present, head.late, head.missing),
				)

	def test_a_slow_count_says_the_same(self) -> None:
		"""Student by student, in Python."""
		slow: dict[str, list[int]] = {}
		for name in frappe.get_all("Campus Night Roll Call", {"roll_date": NIGHT}, pluck="name"):
			document = frappe.get_doc("Campus Night Roll Call", name)
			for row in document.rows:
				counts = slow.setdefault(row.unit, [0, 0, 0, 0, 0])
				counts[0] += row.status in ("In", "Late", "Missing")
				counts[1] += row.status in ("In", "Late") and bool(document.reported_at)
				for place, status in enumerate(("Leave", "Late", "Missing"), 2):
					counts[place] += row.status == status
		fast = {key: list(values[:5]) for key, values in self.groups(group_by="Class").items()}
		self.assertTrue(slow)
		for unit, counts in slow.items():
			self.assertEqual([value or 0 for value in fast[unit]], counts, unit)

	def test_names_follow_the_reach(self) -> None:
		late_and_missing = {"E2": "Late Back", "E3": "Not Back", "W3": "Late Back"}
		for who, wanted in (
			("affairs", late_and_missing),
			("counsellor", {"E2": "Late Back", "E3": "Not Back"}),
			("other_counsellor", {}),
			("lead", {"E2": "Late Back", "E3": "Not Back"}),
			("far_lead", {"W3": "Late Back"}),
			("dorm", {"E2": "Late Back", "E3": "Not Back"}),
			("safety", {}),
		):
			with self.subTest(who):
				mine = {key: self.names(self.staff[who]).get(key) for key in late_and_missing}
				self.assertEqual({key: value for key, value in mine.items() if value}, wanted)

	def test_figures_follow_the_reach(self) -> None:
		self.assertEqual(
			self.groups(self.staff["counsellor"]), {self.place.class_1: (4, 2, 1, 1, 1, "Partly Reported")}
		)
		self.assertEqual(set(self.groups(self.staff["lead"])), {self.place.class_1, self.place.class_2})
		self.assertEqual(set(self.groups(self.staff["lead"], group_by="College")), {self.place.college})
		self.assertEqual(set(self.groups(self.staff["dorm"])), {self.place.east})
		self.assertEqual(
			self.groups(self.staff["counsellor"], group_by="Building"),
			{
				self.place.east: (3, 2, 1, 1, 1, "Reported"),
				self.place.silent: (1, None, 0, None, None, "Not Reported"),
			},
		)
		everything = self.groups(self.staff["safety"])
		self.assertLessEqual({self.place.east, self.place.west, self.place.silent}, set(everything))

	def test_a_filter_narrows_and_never_widens(self) -> None:
		self.assertEqual(self.groups(self.staff["counsellor"], college=self.place.far_college), {})
		self.assertEqual(self.names(self.staff["counsellor"], unit=self.place.far_class), {})
		self.assertEqual(
			self.groups(self.staff["lead"], group_by="Building", dormitory=self.place.west),
			{self.place.west: (2, 2, 0, 0, 0, "Zero Report")},
		)

	def test_what_became_of_them(self) -> None:
		case = case_of(self.place, "E3")
		case.update({"taken_by": self.staff["counsellor"], "cause": "与家人争吵", "whereabouts": "网吧"})
		with case.as_app():
			case.save(ignore_permissions=True)
		lines = {row["student"].split()[-1]: row for row in self.rows(self.staff["lead"]) if row["indent"]}
		line = lines["NRE3"]
		self.assertEqual(
			(line["cause"], line["whereabouts"], line["checked_by"], line["case"], line["unit"]),
			(
				"与家人争吵",
				"网吧",
				frappe.utils.get_fullname(self.staff["counsellor"]),
				case.name,
				self.place.class_1,
			),
		)
		self.assertEqual(lines["NRE2"]["result"], "Back at 23:10")

	def test_who_was_found_and_put_in_stays_on_the_list(self) -> None:
		frappe.db.set_value(
			"Campus Night Roll Call Row", {"parent": self.rolls["west"], "student": "NRW3"}, "status", "In"
		)
		self.assertEqual(self.names(self.staff["far_lead"]), {"W3": "Found Again"})

	def test_summary_and_chart(self) -> None:
		answer = self.answer(self.staff["lead"], group_by="Building")
		summary = {entry["label"]: entry["value"] for entry in answer["report_summary"]}
		self.assertEqual(
			(summary["Buildings Reported"], summary["Present of Expected"], summary["Not Back"]),
			("2 / 3", "5 / 7", "1"),
		)
		self.assertIsNone(answer.get("chart"))

	def test_the_chart_neither_few_nor_many(self) -> None:
		groups = [
			Group(f"班{number}", add_up((part,)), (part,))
			for number in range(25)
			for part in (Part("楼", True, {Status.IN: 30, Status.LATE: number}),)
		]
		self.assertIsNone(get_chart_data(groups[:3]))  # read faster in the table
		chart = get_chart_data(groups)["data"]
		self.assertEqual(chart["labels"], [f"班{number}" for number in range(20)])
		self.assertEqual([entry["values"] for entry in chart["datasets"]], [list(range(20)), [0] * 20])

	def test_a_locked_night_without_report_stays_unreported(self) -> None:
		roll.lock_due(frappe.utils.get_datetime("2026-11-22 13:00:00"))
		self.assertEqual(self.groups(group_by="Building")[self.place.silent][-1], "Not Reported")

	def test_others_may_not_open_it(self) -> None:
		for who in ("guard", "pupil"):
			with self.as_user(self.staff[who]), self.assertRaises(frappe.PermissionError):
				run(REPORT)

	def test_cost_does_not_grow_with_the_groups(self) -> None:
		night_figures.get_groups("Class", NIGHT, user="Administrator")  # the school's settings are read once
		with self.assertQueryCount(10):
			night_figures.get_groups("Class", NIGHT, user="Administrator")
