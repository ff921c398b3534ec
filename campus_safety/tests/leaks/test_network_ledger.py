"""四级网络台账 as xlsx and on paper: the official columns, one's own rows, and a hidden officer for nobody."""

import io
from itertools import takewhile

import frappe
import openpyxl

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

ASSIGNMENT = "Campus Network Assignment"
EXPORT = "campus_safety.api.ledgers.export_ledger"
PRINT = "campus_safety.api.ledgers.print_ledger"
RECORD = "campus_safety.api.ledgers.print_record"
HEADINGS = "序号|层级|单位|岗位|姓名|电话|联系范围|任期"


class TestNetworkLedger(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.hidden = make.make_user("hiddenofficer@world.test", first_name="CANARY-hidden-officer")
		self.covert = make.assign_hidden(self.hidden, "Class", unit=self.world.units["class_1"])
		frappe.db.commit()
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.delete_doc(ASSIGNMENT, self.covert, force=True)
		frappe.db.commit()

	def rows(self, user: str, **values) -> list[list[str]]:
		answer = HttpClient(user).call(EXPORT, doctype=ASSIGNMENT, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:800])
		sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
		self.assertEqual("|".join(cell.value for cell in sheet[3]), HEADINGS)
		self.assertIn("EX-", sheet.oddFooter.right.text)
		rows = ([cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4))
		return list(takewhile(any, rows))  # below it stand the lines for signatures

	def test_who_holds_what_where_since_when(self) -> None:
		found = self.rows(self.world.users["lead"])
		line = next(row for row in found if row[4] == "counsellor" and row[6] == "世界软件2601班")
		self.assertEqual(
			line[1:4] + line[6:], ["班级", "世界信息学院", "辅导员", "世界软件2601班", "自 2020-09-01"]
		)
		levels = [row[1] for row in found]
		self.assertEqual(levels, sorted(levels, key=("学校", "学院", "班级", "宿舍").index))
		self.assertNotIn("世界机电学院", {row[2] for row in found}, "a lead's own college")

	def test_a_hidden_officer_stands_in_nobodys(self) -> None:
		"""Not for the Safety Office, who sees the record, nor for whoever filters for it."""
		for user in (self.world.by_role[r.SAFETY_OFFICE], self.world.by_role[r.STUDENT_AFFAIRS]):
			for filters in ({}, {"name": self.covert}, {"is_covert": 1}):
				with self.subTest(user=user, filters=filters):
					cells = " ".join(cell for row in self.rows(user, filters=filters) for cell in row)
					self.assertNotIn("CANARY-hidden-officer", cells)
					page = HttpClient(user).call(PRINT, doctype=ASSIGNMENT, filters=filters).get_json()
					self.assertNotIn("CANARY-hidden-officer", page["message"])
			answer = HttpClient(user).call(RECORD, doctype=ASSIGNMENT, name=self.covert)
			self.assertGreaterEqual(answer.status_code, 400)

	def test_whoever_may_not_print_gets_nothing(self) -> None:
		for user in (self.world.users["counsellor"], self.world.by_role[r.SECURITY_GUARD], None):
			for method in (EXPORT, PRINT):
				answer = HttpClient(user).call(method, doctype=ASSIGNMENT)
				self.assertGreaterEqual(answer.status_code, 400, user)
