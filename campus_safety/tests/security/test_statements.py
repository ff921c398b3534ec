"""What stands where a condition or a column belongs is a condition or a column: the framework runs it as SQL, whatever the list is of.

A student asked over HTTP whether anybody has a red ledger, by counting their own tasks; a guard counted everybody's hazards by what
stood beside a field's name.
"""

import json
import re
from pathlib import Path

import frappe

import campus_safety
from campus_safety.access import conditions
from campus_safety.access.rules import RULES
from campus_safety.domain import roles as r
from campus_safety.exceptions import WrongKindError
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

PACKAGE = Path(campus_safety.__file__).parent
CARD = "frappe.desk.doctype.number_card.number_card.get_result"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
CALENDAR = "frappe.desk.calendar.get_events"
GROUPS = "frappe.desk.listview.get_group_by_count"
GOAL = "frappe.utils.goal.get_monthly_goal_graph_data"
EVENTS = "frappe.desk.doctype.event.event.get_events"
COORDS = "frappe.geo.utils.get_coords"
EVERYTHING = "1=1 or 1=1"
ASKING = "exists(select name from `tabCampus Risk Ledger` where risk_level = 'Red')"
REFUSED = (403, 404, 417)


def conditions_that_are_none(doctype: str):
	"""Each is run as it stands, or beside the field's name."""
	yield [EVERYTHING]
	yield [ASKING]
	yield json.dumps(json.dumps([ASKING]))
	yield ["modified", EVERYTHING]
	yield [["_assign` is null or 1=1 or `_assign", "in", ["x"]]]
	yield [[f"creation` or `tab{doctype}`.`modified", "in", ["2"]]]
	yield {"creation` is not null or `modified": "x"}
	yield [{"creation` is not null or `modified": "x"}]
	yield [[f"{doctype}` where 1=1 or `", "name", "=", "x"]]


def questions(doctype: str, given):
	"""(endpoint, its arguments) of every way that takes conditions and hands them to a query unread."""
	chart = {"name": "x", "document_type": doctype, "chart_type": "Group By", "group_by_type": "Count"}
	chart |= {"group_by_based_on": "name", "type": "Bar"}
	card = {"document_type": doctype, "function": "Count"}
	period = {"start": "2000-01-01", "end": "2040-01-01"}
	times = json.dumps({"start": "creation", "end": "modified", "title": "name"})
	filters = given if isinstance(given, str) else json.dumps(given)
	yield CARD, {"doc": card, "filters": given}
	yield CARD, {"doc": json.dumps(card), "filters": filters}
	yield CHART, {"chart": {**chart, "filters_json": filters}}
	yield CHART, {"chart": chart, "filters": given}
	yield CALENDAR, {"doctype": doctype, **period, "field_map": times, "filters": filters}
	yield GROUPS, {"doctype": doctype, "current_filters": filters, "field": "owner"}
	yield "frappe.client.get_list", {"doctype": doctype, "filters": given}
	yield "frappe.client.get_list", {"doctype": doctype, "or_filters": given}
	yield "frappe.client.get_list", {"doctype": doctype, "fields": given, "filters": ["name", "owner"]}
	yield "frappe.desk.reportview.get", {"doctype": doctype, "fields": ["name"], "filters": given}
	yield "frappe.desk.search.search_link", {"doctype": doctype, "txt": "", "filters": filters}
	yield COORDS, {"doctype": doctype, "filters": given, "type": "coordinates"}


class TestStatements(WorldTestCase):
	def actors(self) -> dict[str, HttpClient]:
		users = {"pupil": self.world.users["pupil"], "guard": self.world.by_role[r.SECURITY_GUARD]}
		return {who: HttpClient(user) for who, user in users.items()}

	def test_no_condition_is_a_statement(self) -> None:
		asked = 0
		for who, client in self.actors().items():
			for doctype in ("ToDo", "Campus Safety Hazard"):
				for given in conditions_that_are_none(doctype):
					for endpoint, arguments in questions(doctype, given):
						with self.subTest(who=who, endpoint=endpoint, given=str(given), doctype=doctype):
							answer = client.call(endpoint, **arguments)
							if arguments.get("fields") == given and isinstance(given, dict | str):
								continue  # no list of columns at all
							self.assertIn(answer.status_code, REFUSED, answer.text[:200])
							asked += 1
		self.assertGreater(asked, 300)

	def test_no_column_is_a_statement(self) -> None:
		client, period = self.actors()["pupil"], {"start": "2000-01-01", "end": "2040-01-01"}
		count = "(select count(*) from `tabCampus Risk Ledger`)"
		card = {"document_type": "ToDo", "function": "Maximum", "aggregate_function_based_on": count}
		chart = {"document_type": "ToDo", "chart_type": "Group By", "group_by_type": "Sum", "type": "Bar"}
		times = {"start": "creation", "end": "modified"}
		past = {"start": "creation,1)||ifnull(creation", "end": "modified"}
		for endpoint, arguments in (
			(CARD, {"doc": card, "filters": []}),
			(CHART, {"chart": {**chart, "aggregate_function_based_on": count, "group_by_based_on": "name"}}),
			(CHART, {"chart": {**chart, "group_by_based_on": "status`, (select 1) as `x"}}),
			(CALENDAR, {"doctype": "ToDo", **period, "field_map": json.dumps(past), "fields": '["name"]'}),
			(CALENDAR, {"doctype": "ToDo", **period, "field_map": json.dumps(times), "fields": [f"name`, {count} as `x"]}),
			(GROUPS, {"doctype": "ToDo", "current_filters": "[]", "field": f"status`, {count} as `x"}),
			(EVENTS, {**period, "filters": json.dumps([ASKING])}),
		):  # fmt: skip
			with self.subTest(endpoint=endpoint, arguments=str(arguments)):
				self.assertIn(client.call(endpoint, **arguments).status_code, REFUSED)

	def goal(self, **changed) -> dict:
		asked = {"title": "x", "doctype": "User"}
		asked |= {"goal_value_field": "x", "goal_total_field": "idx", "goal_history_field": "x"}
		asked |= {"goal_doctype": "Country", "goal_doctype_link": "docstatus"}
		return {**asked, "goal_field": "name", "date_field": "creation", "aggregation": "count", **changed}

	def test_a_goal_counts_what_everybody_may_count_and_runs_nothing(self) -> None:
		whoever = self.world.users["administrator_of_site"]
		client, asked = HttpClient(whoever), self.goal(docname=whoever)
		self.assertEqual(client.call(GOAL, **asked).status_code, 200)
		for changed in (
			{"aggregation": "(select 1000)+count"},
			{"goal_doctype": "Campus Risk Ledger"},
			{"goal_doctype": "Version", "date_field": "creation"},
			{"date_field": "no_such"},
		):
			with self.subTest(**changed):
				self.assertIn(client.call(GOAL, **{**asked, **changed}).status_code, REFUSED)

	def test_what_is_kept_holds_none_either(self) -> None:
		for doctype, values in (
			("Dashboard Chart", {"chart_name": "x", "filters_json": json.dumps([EVERYTHING])}),
			("Number Card", {"label": "x", "filters_json": json.dumps([ASKING])}),
			("Kanban Board", {"kanban_board_name": "x", "filters": json.dumps([EVERYTHING])}),
		):
			with self.subTest(doctype=doctype), self.assertRaises(WrongKindError):
				conditions.refuse_kept_statements(frappe.get_doc({"doctype": doctype, **values}))

	def test_what_people_ask_is_answered(self) -> None:
		client, doctype = HttpClient(self.world.users["counsellor"]), "Campus Heart Talk"
		card = {"document_type": doctype, "function": "Count"}
		own = frappe.db.count(doctype, {"unit": self.world.units["class_1"]})
		for filters in (
			[],
			[[doctype, "owner", "is", "set", False]],
			[["modified", ">", "2000-01-01"]],
			{"docstatus": ("<", 2)},
			[[doctype, "_assign", "not like", "%nobody%"]],
		):
			with self.subTest(filters=filters):
				answer = client.call(CARD, doc=card, filters=filters)
				self.assertEqual(answer.get_json()["message"], own, answer.text[:300])
		times = json.dumps({"start": "creation", "end": "modified", "title": "name", "allDay": "allDay"})
		found = client.call(CALENDAR, doctype=doctype, start="2000-01-01", end="2100-01-01", field_map=times)
		self.assertEqual(len(found.get_json()["message"]), own, found.text[:300])
		groups = client.call(GROUPS, doctype=doctype, current_filters="[]", field="assigned_to")
		self.assertEqual(groups.get_json()["message"], [])

	def test_each_calendar_of_ours_is_answered(self) -> None:
		"""Asked as the Desk asks it, with the columns that its script names."""
		client, asked = HttpClient(self.world.by_role[r.STUDENT_AFFAIRS]), 0
		for path in sorted(PACKAGE.glob("campus_*/doctype/*/*_calendar.js")):
			script = path.read_text(encoding="utf-8")
			if f'get_events_method: "{CALENDAR}"' not in script:
				continue  # asks an endpoint of ours
			(doctype,) = re.findall(r'frappe\.views\.calendar\["([^"]+)"\]', script)
			columns = dict(
				re.findall(r'(\w+): "(\w+)"', script[script.index("field_map") : script.index("}")])
			)
			period = {"start": "2026-11-29 00:00:00", "end": "2027-01-10 00:00:00"}
			answer = client.call(
				CALENDAR, doctype=doctype, **period, filters="[]", field_map=json.dumps(columns)
			)
			with self.subTest(doctype=doctype, columns=columns):
				self.assertEqual(answer.status_code, 200, answer.text[:300])
				asked += 1
		self.assertGreater(asked, 1)

	def test_a_calendar_by_what_is_no_column_is_refused(self) -> None:
		client, period = (
			HttpClient(self.world.users["counsellor"]),
			{"start": "2026-11-29", "end": "2027-01-10"},
		)
		for columns in (
			{"start": "begin", "end": "end"},
			{"start": ["creation"], "end": "modified"},
			{"start": "creation"},
		):
			answer = client.call(
				CALENDAR, doctype="Campus Heart Talk", **period, field_map=json.dumps(columns)
			)
			with self.subTest(columns=columns):
				self.assertEqual(answer.status_code, 417, answer.text[:300])

	def test_columns_of_ours_are_columns(self) -> None:
		"""Every field of ours, with and without its table, as the Desk names it."""
		looked = 0
		for doctype in RULES:
			for column in frappe.get_meta(doctype).get_valid_columns():
				looked += 1
				self.assertTrue(conditions.is_column(column), column)
				self.assertTrue(conditions.is_column(f"`tab{doctype}`.`{column}`"), column)
		self.assertGreater(looked, 1000)
