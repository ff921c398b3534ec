"""A column through a link that is no field of the record is refused in every list, and is no fault of the server."""

import json

from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.turns import has_turn


class TestUnknownColumns(WorldTestCase):
	def test_no_list_stumbles_over_one(self) -> None:
		client, asked = HttpClient(self.world.users["lead"]), 0
		for place, (doctype, rule) in enumerate(sorted(RULES.items())):
			if rule.parent or doctype not in ROW_RESTRICTED or not has_turn(0, 8, place):
				continue
			for column in ("nobody.email", "recorded.mobile_no"):
				answer = client.get(f"/api/resource/{doctype}", fields=json.dumps(["name", column]))
				with self.subTest(doctype=doctype, column=column):
					self.assertEqual(answer.status_code, 403)
					asked += 1
		self.assertGreater(asked, 10)

	def test_ones_own_links_are_read(self) -> None:
		client = HttpClient(self.world.users["lead"])
		answer = client.get(
			"/api/resource/Campus Heart Talk", fields=json.dumps(["name", "student.student_name"])
		)
		self.assertEqual(answer.status_code, 200)

	def test_what_is_looked_for_may_hold_a_full_stop(self) -> None:
		"""An address, an abbreviation: in filters of our lists and of the host's."""
		client = HttpClient(self.world.users["lead"])
		for doctype, filters in (
			("Campus Heart Talk", {"recorded_by": self.world.users["lead"]}),
			("Campus Heart Talk", [["name", "like", "%see.this%"]]),
			("ToDo", {"allocated_to": self.world.users["lead"]}),
		):
			with self.subTest(doctype=doctype, filters=filters):
				answer = client.get(f"/api/resource/{doctype}", filters=json.dumps(filters))
				self.assertEqual(answer.status_code, 200)

	def test_no_road_gives_a_column_of_a_linked_account_or_student(self) -> None:
		"""A guard read the telephone of a visit's host, in one value instead of a list."""
		desk, period = "frappe.desk", {"start": "2000-01-01", "end": "2100-01-01"}
		client, asked = HttpClient(self.world.users["lead"]), 0
		for doctype, column in (
			("Campus Heart Talk", "student.id_no_masked"),
			("Campus Heart Talk", "recorded_by.mobile_no"),
			("Campus Safety Hazard", "owner.last_ip"),
		):
			times = json.dumps({"start": "creation", "end": "modified", "title": column})
			card = {"document_type": doctype, "function": "Maximum", "aggregate_function_based_on": column}
			chart = {"document_type": doctype, "chart_type": "Group By", "group_by_type": "Count"}
			like = [[doctype, column, "like", "1%"]]
			for endpoint, arguments in (
				("frappe.client.get_value", {"doctype": doctype, "fieldname": column, "filters": {}}),
				("frappe.client.get_value", {"doctype": doctype, "fieldname": json.dumps(["name", column])}),
				("frappe.client.get_list", {"doctype": doctype, "fields": ["name", column]}),
				(
					f"{desk}.listview.get_group_by_count",
					{"doctype": doctype, "current_filters": "[]", "field": column},
				),
				(f"{desk}.calendar.get_events", {"doctype": doctype, **period, "field_map": times}),
				(f"{desk}.doctype.number_card.number_card.get_result", {"doc": card, "filters": []}),
				(
					f"{desk}.doctype.number_card.number_card.get_result",
					{"doc": {"document_type": doctype, "function": "Count"}, "filters": like},
				),
				(
					f"{desk}.doctype.dashboard_chart.dashboard_chart.get",
					{"chart": {**chart, "group_by_based_on": column}},
				),
				(
					f"{desk}.search.search_widget",
					{"doctype": doctype, "txt": "", "filter_fields": json.dumps([column])},
				),
			):
				with self.subTest(endpoint=endpoint, column=column):
					self.assertEqual(client.call(endpoint, **arguments).status_code, 403)
					asked += 1
		self.assertEqual(asked, 27)
