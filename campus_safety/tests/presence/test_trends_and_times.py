"""Trends of the nights and verification times: known rows, and nobody's beyond one's own reach."""

from datetime import date, datetime, timedelta

import frappe
from frappe.desk.query_report import run

from campus_safety.services.presence import absence_cases, night_trends, nights
from campus_safety.tests import factories as make
from campus_safety.tests.presence.report_base import (
	NIGHT,
	NightReportTestCase,
	case_of,
	hold_night,
)

TRENDS, TIMES = "Campus Night Trends", "Campus Absence Verification"
DAYS = {"from_date": "2026-11-19", "to_date": "2026-11-22"}  # Thursday to Sunday


class TestNights(NightReportTestCase):
	def test_the_last_night_is_the_one_whose_hour_has_come(self) -> None:
		for moment, night in (
			("2026-11-21 08:00", "2026-11-20"),
			("2026-11-21 14:00", "2026-11-20"),
			("2026-11-21 22:29", "2026-11-20"),
			("2026-11-21 22:30", "2026-11-21"),
			("2026-11-22 00:10", "2026-11-21"),
		):
			with self.subTest(moment):
				self.assertEqual(str(nights.get_last_night(datetime.fromisoformat(moment))), night)

	def test_nights_that_the_calendar_leaves_out(self) -> None:
		make.make_term()
		frappe.db.set_value("Campus Day", "2026-11-19", {"roll_mode": "None", "edited": 1})
		found = nights.get_called_nights(date(2026, 11, 18), date(2026, 11, 20))
		self.assertEqual([str(night) for night in found], ["2026-11-18", "2026-11-20"])


class TestTrends(NightReportTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		hold_night(self.place, NIGHT - timedelta(days=1))

	def rows(self, user: str, **filters) -> list[dict]:
		with self.as_user(user):
			return run(TRENDS, filters={**DAYS, **filters})["result"]

	def whole(self, user: str, **filters) -> tuple:
		rows = self.rows(user, step="Week", **filters)
		return tuple(sum(row[name] for row in rows) for name in ("due", "reported", "late", "missing"))

	def test_two_nights(self) -> None:
		college = {"college": self.place.college}
		rows = {row["period"]: row for row in self.rows(self.staff["lead"], step="Night")}
		self.assertEqual(
			set(rows), {"11-19", "11-20", "11-21", "11-22"}
		)  # nights without a roll call are due, too
		for night in ("11-19", "11-20"):
			row = rows[night]
			self.assertEqual(
				(row["due"], row["reported"], row["report_rate"], row["late"], row["missing"]),
				(3, 2, 66.7, 1, 1),
			)
		self.assertEqual((rows["11-21"]["due"], rows["11-21"]["reported"]), (3, 0))
		self.assertEqual(self.whole("Administrator", **college), (12, 4, 2, 2))

	def test_reach(self) -> None:
		for who, wanted in (
			("counsellor", (8, 2, 2, 2)),  # two buildings, four nights
			("far_lead", (4, 2, 2, 0)),
			("dorm", (4, 2, 2, 2)),
			("other_counsellor", (8, 4, 0, 0)),
		):
			with self.subTest(who):
				self.assertEqual(self.whole(self.staff[who]), wanted)

	def test_a_slow_count_says_the_same(self) -> None:
		late = missing = reported = 0
		buildings = [self.place[name] for name in ("east", "west", "silent")]
		for name in frappe.get_all(
			"Campus Night Roll Call",
			{"dormitory": ("in", buildings), "roll_date": ("<=", "2026-11-22")},
			pluck="name",
		):
			document = frappe.get_doc("Campus Night Roll Call", name)
			reported += bool(document.reported_at)
			late += sum(row.status == "Late" for row in document.rows)
			missing += sum(row.status == "Missing" for row in document.rows)
		found = [self.whole("Administrator", dormitory=building) for building in buildings]
		self.assertEqual(
			tuple(sum(figures[place] for figures in found) for place in (1, 2, 3)), (reported, late, missing)
		)

	def test_a_new_building_owes_no_report_of_the_past(self) -> None:
		frappe.db.delete(
			"Campus Night Roll Call", {"dormitory": self.place.silent, "roll_date": "2026-11-19"}
		)
		rows = {row["period"]: row["due"] for row in self.rows(self.staff["lead"], step="Night")}
		self.assertEqual(rows, {"11-19": 2, "11-20": 3, "11-21": 3, "11-22": 3})

	def test_a_week_and_a_month_hold_the_same(self) -> None:
		college = {"college": self.place.college}
		week = self.whole("Administrator", **college)
		(month,) = self.rows("Administrator", step="Month", **college)
		self.assertEqual((month["due"], month["reported"], month["late"], month["missing"]), week)
		self.assertEqual(month["period"], "2026-11")

	def test_cost_does_not_grow_with_the_nights(self) -> None:
		first, last = date(2026, 1, 1), date(2026, 11, 22)
		night_trends.get_nights(last, last, {}, self.staff["lead"])  # roles and reach are in the cache
		with self.assertQueryCount(12):
			night_trends.get_nights(first, last, {}, self.staff["lead"])

	def test_the_machines_manager_sees_nothing(self) -> None:
		from campus_safety.domain.roles import SYSTEM_MANAGER

		manager = make.make_user("manager@nr.nights.test", SYSTEM_MANAGER)
		self.assertEqual(self.whole(manager), (0, 0, 0, 0))


class TestVerificationTimes(NightReportTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		for student, minutes, closed in (("E3", (5, 25), 20), ("W3", (15, None), 30)):
			case = case_of(self.place, student)
			taken, located = minutes
			frappe.db.set_value(
				absence_cases.CASE,
				case.name,
				{
					"located_at": case.detected_at + timedelta(minutes=located or 80),
					"closed_at": case.detected_at + timedelta(hours=closed),
					"status": "Closed",
				},
			)
			absence_cases.add_rows(
				absence_cases.EVENT,
				case.name,
				"events",
				[
					{"at": case.detected_at + timedelta(minutes=taken), "kind": "Taken"},
					{"at": case.detected_at + timedelta(minutes=taken + 60), "kind": "Taken"},
					{"at": case.detected_at + timedelta(minutes=30), "kind": "Step", "step": 2},
				],
			)

	def answer(self, user: str, **filters) -> dict:
		with self.as_user(user):
			return run(TIMES, filters={"from_date": "2026-11-20", "to_date": "2026-11-21", **filters})

	def cases(self, user: str, **filters) -> dict[str, tuple]:
		return {
			row["student"].split()[-1]: (
				row["taken"],
				row["located"],
				row["closed"],
				row["steps"],
				row["in_a_day"],
			)
			for row in self.answer(user, **filters)["result"]
			if "name" in row
		}

	def test_case_by_case(self) -> None:
		self.assertEqual(
			self.cases(self.staff["affairs"], college=self.place.college),
			{"NRE3": (5, 25, 1200, 2, "Yes")},
		)
		self.assertEqual(self.cases(self.staff["far_lead"]), {"NRW3": (15, 80, 1800, 2, "No")})

	def test_cleared_comes_from_the_cases_own_history(self) -> None:
		case = case_of(self.place, "E3")
		frappe.get_doc(
			{
				"doctype": "Version",
				"ref_doctype": absence_cases.CASE,
				"docname": case.name,
				"data": frappe.as_json({"changed": [["status", "Located", "Cleared"]]}),
			}
		).insert(ignore_permissions=True).db_set("creation", case.detected_at + timedelta(minutes=45))
		(row,) = self.answer(self.staff["lead"])["result"]
		self.assertEqual(row["cleared"], 45)

	def test_reach(self) -> None:
		for who, students in (
			("counsellor", {"NRE3"}),
			("other_counsellor", set()),
			("lead", {"NRE3"}),
			("dorm", {"NRE3"}),
			("far_lead", {"NRW3"}),
			("safety", set()),
		):
			with self.subTest(who):
				self.assertEqual(set(self.cases(self.staff[who], group_by="Case")), students)

	def test_averages_of_a_college(self) -> None:
		rows = {row["unit"]: row for row in self.answer(self.staff["safety"])["result"]}
		own, far = rows[self.place.college], rows[self.place.far_college]
		self.assertEqual((own["cases"], own["open"], own["located"], own["rate"]), (1, 0, 25.0, 100.0))
		self.assertEqual((far["cases"], far["taken"], far["closed"], far["rate"]), (1, 15.0, 1800.0, 0.0))
		self.assertNotIn("NRE3", str(rows))

	def test_summary_and_chart(self) -> None:
		answer = self.answer(self.staff["affairs"], group_by="College", dormitory=self.place.west)
		summary = {entry["label"]: entry["value"] for entry in answer["report_summary"]}
		self.assertEqual(
			(summary["Cases"], summary["Average Minutes to Locate"], summary["24 h Closing Rate"]),
			(1, "80", "0%"),
		)
		self.assertEqual(answer["chart"]["data"]["datasets"][0]["values"], [80.0])

	def test_others_may_not_open_it(self) -> None:
		for report in (TRENDS, TIMES):
			for who in ("guard", "pupil"):
				with self.as_user(self.staff[who]), self.assertRaises(frappe.PermissionError):
					run(report)
