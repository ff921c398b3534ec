"""What a record says of itself to its traits is true of its DocType; and no record has a rule of its own for the same."""

import frappe
from frappe.model.base_document import get_controller

from campus_safety.access.rules import RULES
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.decided import Decided
from campus_safety.records.one_open import OneOpen
from campus_safety.records.record import CampusRecord
from campus_safety.tests.base import CampusTestCase

# whose `on_trash` says something else: of every way to touch an entry; not while it runs
OF_THEIR_OWN = frozenset(
	("Campus Access Log", "Campus Student Import", "Campus Gate Import", "Campus Host Sync")
)


def records_with(trait: type) -> dict[str, type]:
	"""{DocType: its controller} of those that inherit the trait."""
	return {name: found for name in RULES if issubclass(found := get_controller(name), trait)}


class TestTraits(CampusTestCase):
	def test_what_only_the_app_writes_are_fields(self) -> None:
		for doctype, controller in records_with(AppOwned).items():
			with self.subTest(doctype):
				self.assertEqual(_unknown(doctype, controller.app_owned), [])

	def test_decided_names_statuses_and_fields_there_are(self) -> None:
		records = records_with(Decided)
		self.assertGreater(len(records), 8)
		for doctype, controller in records.items():
			status = frappe.get_meta(doctype).get_field("status")
			known = {*status.options.split("\n")} if status else set()
			with self.subTest(doctype):
				self.assertLessEqual({*controller.final, *controller.deletable}, known)
				self.assertEqual(_unknown(doctype, controller.frozen or ()), [])

	def test_where_something_is_final_it_is_checked(self) -> None:
		for doctype, controller in records_with(Decided).items():
			if controller.final:
				with self.subTest(doctype):
					names = {name for base in controller.__mro__ for name in _names(base, "validate")}
					self.assertIn("validate_not_decided", names)

	def test_one_open_has_a_unique_column(self) -> None:
		records = records_with(OneOpen)
		self.assertGreater(len(records), 1)
		for doctype, controller in records.items():
			with self.subTest(doctype):
				self.assertTrue(frappe.get_meta(doctype).get_field(controller.open_key_field).unique)
				names = {name for base in controller.__mro__ for name in base.__dict__}
				self.assertIn("is_open", names)
				self.assertIn("validate_one_is_open", _names(controller, "validate"))
				self.assertLess(controller.__mro__.index(OneOpen), controller.__mro__.index(CampusRecord))

	def test_by_author_opens_fields_there_are(self) -> None:
		records = records_with(ByAuthor)
		self.assertGreater(len(records), 4)
		for doctype, controller in records.items():
			with self.subTest(doctype):
				self.assertEqual(_unknown(doctype, controller.open_to_others), [])
				names = {name for base in controller.__mro__ for name in _names(base, "validate")}
				self.assertIn("validate_author", names)


class TestNoRuleOfTheirOwn(CampusTestCase):
	def test_records_are_kept_by_the_trait(self) -> None:
		own = [
			name
			for name, controller in records_with(AppOwned).items()
			if "on_trash" in controller.__dict__ and name not in OF_THEIR_OWN
		]
		self.assertEqual(own, [], "records/decided.py refuses to delete: say `deletable` and `why_kept`")


def _unknown(doctype: str, fields: tuple[str, ...]) -> list[str]:
	meta = frappe.get_meta(doctype)
	return [field for field in fields if not meta.has_field(field)]


def _names(controller: type, method: str) -> tuple[str, ...]:
	"""Names that a method of this very class uses."""
	found = controller.__dict__.get(method)
	return found.__code__.co_names if found else ()
