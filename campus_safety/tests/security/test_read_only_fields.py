"""What a form shows and does not let anybody type is not changed by a request either: the framework asks nobody who sends it anyway.

Over HTTP a judge moved the day on which a case had begun, and who owns a row and when it was written came from the browser.
"""

from functools import partial

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.access.rules import RULES
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.tests.base import WorldTestCase

POINT = "campus_read_only"
# whose a record is, and of when
FIELDS = ("term", "occurred_on", "recorded_by", "unit", "college", "written_by")
OWNER, LONG_AGO = "Guest", "2001-01-01 00:00:00"


def is_written(doctype: str) -> bool:
	"""By some role, at all."""
	return any(row.write and row.role != SYSTEM_MANAGER for row in frappe.get_meta(doctype).permissions)


def another(field, value):
	if field.fieldtype == "Link":
		others = frappe.get_all(field.options, {"name": ("!=", value or "")}, pluck="name", limit=1)
		return next(iter(others), None)
	today = nowdate() if field.fieldtype == "Date" else now_datetime().replace(microsecond=0)
	return add_days(today, -40)


class TestReadOnlyFields(WorldTestCase):
	def records(self):
		for doctype, rule in sorted(RULES.items()):
			if not rule.parent and not frappe.get_meta(doctype).issingle:
				names = frappe.get_all(doctype, pluck="name", limit=1, order_by="creation asc")
				if names:
					yield frappe.get_doc(doctype, names[0])

	def kept(self, record, change) -> bool | None:
		"""Whether it stays as it was after such a save; None when it is refused."""
		frappe.db.savepoint(POINT)
		document = frappe.get_doc(record.doctype, record.name)
		try:
			before = change(document)
			document.save()
			return before(frappe.get_doc(record.doctype, record.name))
		except Exception:  # whatever refuses it
			return None
		finally:
			frappe.db.rollback(save_point=POINT)
			frappe.clear_messages()
			frappe.clear_document_cache(record.doctype, record.name)

	def test_no_request_changes_one(self) -> None:
		asked, changed = 0, []
		for record in self.records():
			for field in record.meta.fields:
				if field.fieldname not in FIELDS or not field.read_only or not is_written(record.doctype):
					continue
				value = another(field, record.get(field.fieldname))
				if value is None:
					continue

				def change(document, name=field.fieldname, value=value, sent=True):
					document.set(name, value if sent else document.get(name))
					return lambda stored: str(stored.get(name)) != str(value)

				asked += 1  # what a save without it sets all the same is the app's
				if self.kept(record, change) is False and self.kept(record, partial(change, sent=False)):
					changed.append(f"{record.doctype}: {field.fieldname}")
		self.assertEqual(changed, [])
		self.assertGreater(asked, 100)

	def test_who_wrote_a_row_and_when_is_not_sent(self) -> None:
		asked, changed = 0, []
		for record in self.records():
			for table in record.meta.get_table_fields():
				if not record.get(table.fieldname):
					continue

				def change(document, name=table.fieldname):
					row = document.get(name)[0]
					row.owner, row.creation = OWNER, LONG_AGO
					return lambda stored: (
						not any(
							each.owner == OWNER or str(each.creation) == LONG_AGO for each in stored.get(name)
						)
					)

				kept = self.kept(record, change)
				asked += kept is not None
				if kept is False:
					changed.append(f"{record.doctype}: {table.fieldname}")
		self.assertEqual(changed, [])
		self.assertGreater(asked, 10)
