"""Threat: an odd value in a filter, an order, a search makes the server fail; its log keeps what was asked (issue 10).

The framework's own doors to lists, searches, cards, charts and reports × what they take × values that nobody types: refused in
words, or answered, and never with a 500. Every report of ours through three doors.
"""

import re
from pathlib import Path

import frappe

import campus_safety
from campus_safety.access.arguments import report_filters
from campus_safety.domain import roles as r
from campus_safety.engines.ledgers.report import CHOSEN
from campus_safety.exceptions import WrongKindError
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.security.odd_values import ODD, answer_of, nothing_is_kept

APP = Path(campus_safety.__file__).parent
RUN, PRINT = "frappe.desk.query_report.run", "campus_safety.api.ledgers.print_report"
EXPORT = "campus_safety.api.ledgers.export_report"
MORE = (
	["like", "%"],
	[["name", "like", "%"]],
	{"unit": ["like", "%"]},
	{"name": {"a": 1}},
	[["Campus Heart Talk", "name", "no such operator", "x"]],
	[["no such doctype", "name", "=", "x"]],
	[["no_such_column", "=", "x"]],
	[["name", "between", "x"]],
	[["name", "in", [["a"]]]],
	'[["name", "like"',
	"name; drop table x",
	"`",
)
# of a ledger that is printed: the field or the operator, and what it is compared with
CONDITIONS = (
	*(("name", operator, "x") for operator in ("no such operator", "between", "is", "", None, 5, "=;")),
	*(("name", "in", value) for value in (None, 5, [["a"]], {"a": 1}, "é", [None])),
	*(("creation", "between", value) for value in ("x", ["x", "y"], ["2026-13-45", None], [], 5)),
	*(("creation", ">", value) for value in ("é", "2026-13-45", True, [], "9" * 400, None)),
	*(("creation", "timespan", value) for value in ("no such span", None, 5)),
	*(("unit", "descendants of", value) for value in ("x", None, ["a"], 5)),
	*(("docstatus", "=", value) for value in ("x", [], 10**30, float("inf"))),
	*((name, "=", "x") for name in ("no_such_column", "`", "name;", "_assign", "name` or 1=1 -- ")),
)
TALK, CARD = "Campus Heart Talk", {"document_type": "Campus Leave Permit", "function": "Count", "name": "x"}
DOORS = {
	"frappe.desk.reportview.get": {"doctype": TALK, "fields": ["name"], "filters": [], "or_filters": []}
	| {"order_by": f"`tab{TALK}`.`modified` desc", "group_by": f"`tab{TALK}`.`name`", "start": 0}
	| {"page_length": 5, "view": "List"},
	"frappe.desk.reportview.get_list": {"doctype": TALK, "fields": ["name"], "filters": [], "order_by": ""},
	"frappe.desk.reportview.get_count": {"doctype": TALK, "fields": [], "filters": [], "distinct": "false"},
	"frappe.desk.reportview.get_sidebar_stats": {"doctype": TALK, "stats": "[]", "filters": "[]"},
	"frappe.desk.listview.get_group_by_count": {"doctype": TALK, "current_filters": "[]", "field": "unit"},
	"frappe.desk.search.search_link": {"doctype": "Campus Student", "txt": "", "filters": {}, "query": None}
	| {"page_length": 5, "searchfield": "name", "reference_doctype": TALK},
	"frappe.desk.search.search_widget": {"doctype": "Campus Student", "txt": "", "filters": {}, "start": 0}
	| {"page_length": 5, "searchfield": "name", "reference_doctype": TALK},
	"frappe.client.get_list": {
		"doctype": TALK,
		"fields": ["name"],
		"filters": {},
		"order_by": "",
		"group_by": "",
	}
	| {"limit_start": 0, "limit_page_length": 5, "or_filters": []},
	"frappe.desk.form.utils.get_next": {"doctype": TALK, "value": "x", "prev": 0, "filters": []}
	| {"sort_field": "modified", "sort_order": "desc"},
	"frappe.desk.treeview.get_children": {"doctype": TALK, "parent": "", "is_root": 1},
	"frappe.client.get_value": {"doctype": TALK, "fieldname": "name", "filters": {}},
	"frappe.desk.doctype.number_card.number_card.get_result": {"doc": CARD, "filters": [], "to_date": None},
	"frappe.desk.doctype.number_card.number_card.get_percentage_difference": {"doc": CARD, "filters": []}
	| {"result": 1},
}


def filters_of(report: str) -> list[str]:
	"""The filters that the report's page offers."""
	name = frappe.scrub(report)
	(script,) = APP.glob(f"*/report/{name}/{name}.js")
	found = re.findall(r'fieldname: "(\w+)"', script.read_text(encoding="utf-8"))
	return sorted({*found, "from_date", "to_date", "college", "group_by", "no_such_filter"})


class TestOddFilters(WorldTestCase):
	def ask(self, path: str, user: str, given: dict) -> None:
		with nothing_is_kept():
			status, said = answer_of(path, user, given)
		self.asked += 1
		if status >= 500:
			self.failed.setdefault((path, said[:90]), []).append(repr(given)[:200])

	def setUp(self) -> None:
		super().setUp()
		self.asked, self.failed = 0, {}

	def nothing_failed(self, least: int) -> None:
		print(f"{self.asked} requests")
		self.assertEqual({key: found[:2] for key, found in self.failed.items()}, {})
		self.assertGreater(self.asked, least)

	def test_every_report_every_filter(self) -> None:
		reports = frappe.get_all(
			"Report", {"module": ("like", "Campus %"), "is_standard": "Yes"}, pluck="name"
		)
		self.assertGreater(len(reports), 12)
		who = (self.world.by_role[r.SCHOOL_LEADER], self.world.users["lead"], self.world.users["pupil"])
		for report in reports:
			names = filters_of(report)
			for turn, value in enumerate((*ODD, *MORE)):
				one = {names[turn % len(names)]: value}
				self.ask(RUN, who[0], {"report_name": report, "filters": one})
				self.ask(RUN, who[turn % 3], {"report_name": report, "filters": value})
				self.ask((PRINT, EXPORT)[turn % 2], who[turn % 3], {"report": report, "filters": one})
		self.nothing_failed(2000)

	def test_every_printed_report(self) -> None:
		"""What a heading names, as a number, a tick, a name of nothing: it is looked up before it is printed."""
		reports = frappe.get_all(
			"Report",
			{"module": ("like", "Campus %"), "is_standard": "Yes"},
			pluck="name",
			order_by="name asc",
		)
		for report in reports:
			named = [name for name in filters_of(report) if name in (*CHOSEN, "campaign", "term")]
			for turn, name in enumerate(named):
				for value in (5, True, ("1.5", 1.5, "中文")[turn % 3]):
					path = (PRINT, EXPORT)[turn % 2]
					self.ask(
						path,
						self.world.by_role[r.SCHOOL_LEADER],
						{"report": report, "filters": {name: value}},
					)
		self.nothing_failed(100)

	def test_every_printed_ledger(self) -> None:
		who = (self.world.users["counsellor"], self.world.users["lead"])
		for doctype in (TALK, "Campus Leave Permit", "Campus Absence Case"):
			for turn, (field, operator, value) in enumerate(CONDITIONS):
				ask = ("print_ledger", "export_ledger")[turn % 2]
				for filters in ([[doctype, field, operator, value]], {field: [operator, value]}):
					self.ask(
						f"campus_safety.api.ledgers.{ask}",
						who[turn % 2],
						{"doctype": doctype, "filters": filters},
					)
			for value in (*ODD, *MORE):
				self.ask(PRINT.replace("report", "ledger"), who[0], {"doctype": doctype, "filters": value})
		self.nothing_failed(300)

	def test_every_filter_every_value(self) -> None:
		"""The one door of all reports: what passes is a text, a number or a tick, and a day is a day."""
		for name in ("unit", "from_date", "group_by", "only_overdue"):
			for value in (*ODD, *MORE):
				try:
					found = report_filters({name: value})[name]
				except WrongKindError:
					continue
				self.assertIsInstance(found, str | int | float | None, (name, value))
				self.assertLessEqual(len(str(found)), 140)
				if name == "from_date" and found:
					self.assertRegex(found, r"^(19|20|21)\d\d-\d\d-\d\d$")

	def test_every_report_goes_through_it(self) -> None:
		for script in APP.glob("*/report/*/*.py"):
			if script.stem == script.parent.name:
				execute = (
					script.read_text(encoding="utf-8").partition("def execute(")[2].partition("\ndef ")[0]
				)
				self.assertIn("report_filters(filters)", execute, script.name)

	def test_every_door_of_the_framework(self) -> None:
		who = [self.world.users[name] for name in ("counsellor", "pupil", "administrator_of_site")]
		who.append(self.world.by_role[r.QUALITY_OFFICE])  # with no role at these records
		for path, good in DOORS.items():
			for turn, value in enumerate((*ODD, *MORE)):
				for name in list(good)[turn % 2 :: 2]:
					self.ask(path, who[0], {**good, name: value})
				self.ask(path, who[1 + turn % 3], {**good, "filters": value})
		self.nothing_failed(1500)

	def test_a_rule_that_is_tried(self) -> None:
		"""What stands inside the rule: a filter that is no text, found with a System Manager's dry run."""
		for field in ("evidence_filter", "subject_filter", "evidence_doctype", "subject_type"):
			for value in (*ODD[::3], *MORE):
				rule = {"evidence_doctype": TALK, "subject_type": "Student", field: value}
				self.ask(
					"campus_safety.api.duties.dry_run", self.world.by_role[r.SAFETY_OFFICE], {"rule": rule}
				)
		self.nothing_failed(50)

	def test_it_is_said_in_chinese(self) -> None:
		counsellor = HttpClient(self.world.users["counsellor"])
		for path, given in (
			(RUN, {"report_name": "Campus Duty Gaps", "filters": {"unit": ["like", "%"]}}),
			("frappe.desk.reportview.get", {"doctype": TALK, "fields": ["name"], "group_by": {"a": 1}}),
		):
			answer = counsellor.call(path, **given, _lang="zh")
			self.assertEqual(
				(answer.status_code, answer.json["exc_type"]), (417, "WrongKindError"), answer.text
			)
			self.assertRegex(
				frappe.parse_json(frappe.parse_json(answer.json["_server_messages"])[0])["message"], "[一-鿿]"
			)

	def test_what_people_ask_is_answered(self) -> None:
		counsellor = HttpClient(self.world.users["counsellor"])
		for path, given in DOORS.items():
			if (
				"search" in path
				or "get_value" in path
				or path.endswith(("reportview.get", "get_list", "get_count"))
			):
				with self.subTest(path=path):
					self.assertEqual(counsellor.call(path, **given).status_code, 200)
		for filters in (
			[["Campus Heart Talk", "talk_time", "Between", ["2026-11-01", "2026-11-30"]]],
			[["Campus Heart Talk", "talk_time", "Timespan", "last month"]],
			[["unit", "in", ["a", "b"]]],
			{"unit": ["is", "set"], "status": "Recorded"},
			[["Campus Heart Talk", "_assign", "like", "%x%"]],
			[["Campus Heart Talk", "unit", "descendants of", self.world.units["college_1"]]],
		):
			with self.subTest(filters=filters):
				answer = counsellor.call(
					"frappe.desk.reportview.get",
					doctype=TALK,
					fields=["name"],
					filters=filters,
					page_length=5,
					start=0,
				)
				self.assertEqual(answer.status_code, 200, answer.text[:300])
