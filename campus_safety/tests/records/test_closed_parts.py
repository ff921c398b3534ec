"""What a form lets somebody edit, the server takes from them: no words look open that are refused when they are saved."""

import frappe
from frappe.model.workflow import get_workflow

from campus_safety.access.rules import RULES
from campus_safety.access.scopes import has_any_role
from campus_safety.records import closed_parts
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import get_world

WORDS = ("Data", "Small Text", "Text")
POINT = "campus_closed_parts"
WRITERS_AT_ONCE = 3
# refused for what was written, not for who wrote it
JUDGED = (
	("Campus Host Mapping", "mail_domain"),
	("Campus Staff Import", "mail_domain"),
	("Campus Student", "id_no"),
	("Campus Student", "student_no"),
)


def is_open(field) -> bool:
	"""As the form shows it to everybody: what it closes by itself is not asked, nor what has a form of its own (an address, a number)."""
	closed = (
		field.read_only or field.hidden or field.permlevel or field.read_only_depends_on or field.depends_on
	)
	return field.fieldtype in WORDS and not (closed or field.options or field.is_virtual)


class TestClosedParts(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()

	def set_up_once(self) -> None:
		super().set_up_once()
		self.users = sorted({*self.world.users.values(), *self.world.by_role.values()})

	def records(self) -> list[tuple[str, str]]:
		return sorted(
			{
				(subject.doctype, subject.name)
				for subject in self.world.subjects
				if not RULES[subject.doctype].parent
			}
		)

	def may_edit(self, doc, user: str) -> bool:
		"""What the form asks before it shows a save button: the right, and the workflow's editors in this state."""
		if not frappe.has_permission(doc.doctype, "write", doc=doc, user=user):
			return False
		if not doc.meta.get_workflow():
			return True
		workflow = get_workflow(doc.doctype)
		state = doc.get(workflow.workflow_state_field)
		return has_any_role(user, [row.allow_edit for row in workflow.states if row.state == state])

	def save(self, doctype: str, name: str, values: dict) -> str:
		"""What the server says against it; "" where it takes it."""
		frappe.db.savepoint(POINT)
		try:
			doc = frappe.get_doc(doctype, name)
			doc.update(values)
			doc.save()
		except Exception as error:  # whatever a record says against it
			return f"{type(error).__name__}: {error}"
		finally:
			frappe.db.rollback(save_point=POINT)
			frappe.clear_messages()
			frappe.clear_document_cache(doctype, name)
		return ""

	def test_no_words_look_open_that_are_refused(self) -> None:
		found, asked = {}, 0
		for place, (doctype, name) in enumerate(self.records()):
			doc = frappe.get_doc(doctype, name)
			writers = [user for user in self.users if self.may_edit(doc, user)]
			for number, user in enumerate(writers):
				if not has_turn(number, len(writers), place, WRITERS_AT_ONCE):
					continue
				with self.as_user(user):
					if self.save(doctype, name, {}):
						continue  # refused as it is: not for a field
					closed = {
						*closed_parts.find(frappe.get_doc(doctype, name), user),
						*RULES[doctype].secrets,
					}
					for field in doc.meta.fields:
						judged = (doctype, field.fieldname) in JUDGED
						if judged or not is_open(field) or field.fieldname in closed:
							continue
						asked += 1
						said = self.save(
							doctype, name, {field.fieldname: f"{doc.get(field.fieldname) or ''}补充一句"}
						)
						if said:
							found[doctype, field.fieldname] = f"{user}: {said}"
		self.assertGreater(asked, 100)
		self.assertEqual(found, {})
