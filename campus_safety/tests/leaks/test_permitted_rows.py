"""A value of the caller's is never SQL, whichever way the framework answers for a list."""

import frappe

from campus_safety.engines.workbench.permitted_rows import as_sql, names_sql
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

# a backslash takes the quote's doubling away
INJECTIONS = (
	r"\' or 1=1) as permitted -- ",
	r"\' union select name from `__Auth`) as p -- ",
	r"\' or (select count(*) from `__Auth` where password like 0x25)>0) as permitted -- ",
)


class TestPermittedRows(CampusTestCase):
	def test_text_of_v15_stays_as_it_is(self) -> None:
		self.assertEqual(as_sql("select 1 where '%' = '%%'"), "select 1 where '%' = '%%'")

	def test_a_query_object_of_v16_is_written_with_its_values_escaped(self) -> None:
		doctype = frappe.qb.DocType("DocType")
		for value in (*INJECTIONS, "100%", "%s", "it's", "\\"):
			query = frappe.qb.from_(doctype).select(doctype.name).where(doctype.name == value)
			found = frappe.db.sql(f"select count(*) from ({as_sql(query)}) as permitted")
			self.assertEqual(found[0][0], 0, value)
		query = frappe.qb.from_(doctype).select(doctype.name).where(doctype.name.like("Campus Studen%"))
		self.assertIn("Campus Student", {row[0] for row in frappe.db.sql(as_sql(query))})

	def test_a_list_of_this_framework_is_text_that_runs(self) -> None:
		sql = names_sql("DocType", {"name": ("in", ("User", *INJECTIONS))})
		self.assertEqual(frappe.db.sql(f"select name from ({sql}) as permitted"), (("User",),))


class TestCountOverHttp(WorldTestCase):
	def test_a_filter_counts_and_does_nothing_else(self) -> None:
		counsellor = HttpClient(self.world.users["counsellor"])

		def count(value: str) -> int:
			filters = {"student_name": value}
			answer = counsellor.call("frappe.client.get_count", doctype="Campus Student", filters=filters)
			self.assertEqual(answer.status_code, 200, answer.text)
			return answer.get_json()["message"]

		name = frappe.db.get_value("Campus Student", STUDENT, "student_name")
		self.assertGreaterEqual(count(name), 1)
		self.assertEqual([count(value) for value in INJECTIONS], [0, 0, 0])
