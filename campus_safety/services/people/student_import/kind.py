"""The list of students as a kind of import."""

from collections.abc import Sequence

from frappe import _
from frappe.utils import cint, getdate

from campus_safety.domain.people.student_columns import TEMPLATE
from campus_safety.domain.people.student_sheet import VOCABULARY, Reading, read_rows, shown
from campus_safety.domain.sheets.sheet_header import Header
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.services.people.settings import get_age_of_majority, get_import_limits
from campus_safety.services.people.student_import import write
from campus_safety.services.people.student_import.describe import describe
from campus_safety.services.people.student_import.directory import Directory, create_missing
from campus_safety.services.people.student_import.messages import problem_text
from campus_safety.services.people.student_import.plan import Choices, Plan, Planner, RowPlan

# what decides the outcome: changing it asks for a new preview
DECIDING = ("create_missing_units", "create_missing_rooms")


class StudentImport(ImportKind):
	vocabulary = VOCABULARY
	template = TEMPLATE

	def get_limits(self) -> Limits:
		return get_import_limits()

	def who_may(self) -> str:
		return _("Only Student Affairs imports students.")

	def choices(self, document) -> tuple[int, ...]:
		return tuple(cint(document.get(field)) for field in DECIDING)

	def read_with(self, document) -> tuple[str]:
		return (getdate().isoformat(),)

	def lack(self, document, targets: frozenset[str]) -> str | None:
		return None if "student_no" in targets else "no_student_no"

	def shown(self, target: str | None, raw: str) -> str:
		return shown(target, raw)

	def read(self, document, rows: Sequence[Sequence[str | None]], header: Header) -> Reading:
		return read_rows(rows, header, getdate())

	def plan(self, document, reading: Reading, header: Header) -> Plan:
		choices = Choices(
			create_missing_units=bool(cint(document.create_missing_units)),
			create_missing_rooms=bool(cint(document.create_missing_rooms)),
			today=getdate(),
			age_of_majority=get_age_of_majority(),
		)
		headers = {column.target: column.header for column in header.columns if column.target}
		return Planner(Directory(), headers, choices).plan(reading)

	def empty_plan(self) -> Plan:
		return Plan()

	def describe(self, plan: Plan) -> dict:
		return describe(plan)

	def problem_text(self, code: str, args: tuple = ()) -> str:
		return problem_text(code, args)

	def make_missing(self, document, plan: Plan) -> bool:
		if not plan.new_classes and not plan.new_rooms:
			return False
		create_missing(plan.new_classes, plan.new_rooms)
		return True

	def write(self, document, part: Sequence[RowPlan], plan: Plan) -> None:
		write.write_rows(part)
