"""What each row would do: create, change, leave as it is, or be refused. Reads sets, writes nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from frappe.utils import cint, getdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain.people import identity_card
from campus_safety.domain.people.student_sheet import GuardianRow, Reading, StudentRow
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.services.people.student_import.directory import Directory, NewClass, NewRoom

READ_CHUNK = 2000
STUDENT, GUARDIAN = "Campus Student", "Campus Student Guardian"
# fields the import may set, as they stand in the database
PLAIN_FIELDS = (
	"student_name",
	"gender",
	"birth_date",
	"status",
	"admission_date",
	"residence_type",
	"bed_no",
	"mobile",
	"home_address",
)
STORED_FIELDS = (
	*PLAIN_FIELDS,
	"unit",
	"college",
	"dormitory",
	"dormitory_building",
	"is_minor",
	"id_no",
	"id_no_encrypted",
)
GUARDIAN_FIELDS = ("guardian_name", "relation", "mobile", "is_primary")
DEFAULT_RELATION = "监护人"


@dataclass
class GuardianPlan:
	name: str
	is_new: bool
	idx: int
	values: dict


@dataclass
class RowPlan:
	"""`name` is the student's document. A new one has `created`, a known one only what differs in
	`changes`."""

	row: StudentRow
	name: str
	created: dict | None = None
	changes: dict[str, tuple] = field(default_factory=dict)  # field: (before, after)
	identity: str | None = None  # the number to be stored, when it is new or differs
	guardians: list[GuardianPlan] = field(default_factory=list)

	@property
	def writes(self) -> bool:
		return self.created is not None or bool(self.changes) or bool(self.guardians)


@dataclass
class Plan:
	rows: list[RowPlan] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)
	new_classes: set[NewClass] = field(default_factory=set)
	new_rooms: set[NewRoom] = field(default_factory=set)

	@property
	def created(self) -> int:
		return self.created_among(self.rows)

	@property
	def changed(self) -> int:
		return len(self.to_write) - self.created

	@property
	def unchanged(self) -> int:
		return len(self.rows) - len(self.to_write)

	@property
	def to_write(self) -> list[RowPlan]:
		return [row for row in self.rows if row.writes]

	def created_among(self, part: Sequence[RowPlan]) -> int:
		return sum(1 for row in part if row.created is not None)


@dataclass(frozen=True)
class Choices:
	"""What the person ticked on the import document, and what day it is."""

	create_missing_units: bool
	create_missing_rooms: bool
	today: date
	age_of_majority: int


class Planner:
	"""Compares rows with the database. `headers` names the column of each target, for the messages."""

	def __init__(self, directory: Directory, headers: dict[str, str], choices: Choices):
		self.directory = directory
		self.headers = headers
		self.choices = choices
		self._places: dict[tuple, object] = {}

	def plan(self, reading: Reading) -> Plan:
		plan = Plan(problems=list(reading.problems))
		for chunk in chunked(reading.rows, READ_CHUNK):
			self.plan_chunk(chunk, plan)
		plan.problems.sort(key=lambda problem: problem.row)
		return plan

	def plan_chunk(self, rows: Sequence[StudentRow], plan: Plan) -> None:
		known = get_students([row.student_no for row in rows])
		guardians = get_guardians([student["name"] for student in known.values()])
		for row in rows:
			student = known.get(row.key)
			wanted, problems = self._wanted(row, student)
			if problems:
				plan.problems += problems
				continue
			found = self._change(row, student, wanted) if student else self._create(row, wanted)
			student_name = wanted.get("student_name") or student["student_name"]
			try:
				found.guardians = _plan_guardians(
					found.name, student_name, row.guardians, guardians.get(found.name, [])
				)
			except BadValue as error:
				plan.problems.append(self._problem(row, *error.args_, error.code, ()))
				continue
			self._collect_missing(wanted, plan)
			plan.rows.append(found)

	# what the row wants

	def _wanted(self, row: StudentRow, student: dict | None) -> tuple[dict, list[Problem]]:
		fields, problems = row.fields, []
		wanted = {name: fields[name] for name in PLAIN_FIELDS if name in fields}
		for target, find in (("unit", self._find_class), ("dormitory", self._find_room)):
			if target not in fields:
				continue
			try:
				wanted[target] = find(fields)
			except BadValue as error:
				problems.append(self._problem(row, target, error.code, error.args_))
		if not student:
			for target, code in (("student_name", "new_without_name"), ("unit", "new_without_class")):
				if target not in fields:
					problems.append(self._problem(row, target, code, ()))
		return wanted, problems

	def _problem(self, row: StudentRow, target: str, code: str, args: tuple) -> Problem:
		value = row.fields.get(target, "")
		return Problem(row.row, self.headers.get(target, ""), str(value), code, args)

	def _find_class(self, fields: dict):
		asked = (fields["unit"], fields.get("college"), fields.get("grade"))
		found = self._remember(("class", *asked), lambda: self.directory.units.find(*asked))
		if isinstance(found, NewClass) and not self.choices.create_missing_units:
			raise BadValue("class_unknown", found.class_name, found.college_name)
		return found

	def _find_room(self, fields: dict):
		asked = (fields["dormitory"], fields.get("building"))
		found = self._remember(("room", *asked), lambda: self.directory.rooms.find(*asked))
		if isinstance(found, NewRoom) and not self.choices.create_missing_rooms:
			raise BadValue("room_unknown", found.building_name, found.room_name)
		return found

	def _remember(self, asked: tuple, find):
		"""A class is named by fifty rows; its answer, or its refusal, is worked out once."""
		if asked not in self._places:
			try:
				self._places[asked] = find()
			except BadValue as error:
				self._places[asked] = error
		found = self._places[asked]
		if isinstance(found, BadValue):
			raise BadValue(found.code, *found.args_)
		return found

	@staticmethod
	def _collect_missing(wanted: dict, plan: Plan) -> None:
		if isinstance(wanted.get("unit"), NewClass):
			plan.new_classes.add(wanted["unit"])
		if isinstance(wanted.get("dormitory"), NewRoom):
			plan.new_rooms.add(wanted["dormitory"])

	# what it comes to

	def _complete(self, wanted: dict, birth_date: date | None) -> dict:
		"""The fields that follow from others, as the controller of Campus Student derives them."""
		if isinstance(wanted.get("unit"), str):
			wanted["college"] = self.directory.units.college_of.get(wanted["unit"])
		if isinstance(wanted.get("dormitory"), str):
			wanted["dormitory_building"] = self.directory.rooms.building_of.get(wanted["dormitory"])
		wanted["is_minor"] = int(
			identity_card.is_minor(birth_date, self.choices.today, self.choices.age_of_majority)
		)
		return wanted

	def _create(self, row: StudentRow, wanted: dict) -> RowPlan:
		wanted = {"status": "Enrolled", "residence_type": "Dormitory", "bed_no": "", "mobile": "", **wanted}
		wanted = self._complete(wanted, wanted.get("birth_date"))
		identity = row.fields.get("id_no")
		if identity:
			wanted["id_no"] = identity_card.mask(identity)
		return RowPlan(row, row.student_no, created=wanted, identity=identity)

	def _change(self, row: StudentRow, student: dict, wanted: dict) -> RowPlan:
		birth_date = wanted.get("birth_date", student["birth_date"])
		wanted = self._complete(wanted, getdate(birth_date) if birth_date else None)
		changes = {
			name: (student[name], value) for name, value in wanted.items() if _differs(student[name], value)
		}
		found = RowPlan(row, student["name"], changes=changes)
		identity = row.fields.get("id_no")
		if identity and not _is_same_identity(identity, student):
			found.identity = identity
			changes["id_no"] = (student["id_no"], identity_card.mask(identity))
		if set(changes) == {"is_minor"}:
			changes.clear()  # a birthday is no change of the list; the nightly job sees to it
		return found


def _differs(stored, wanted) -> bool:
	if isinstance(wanted, NewClass | NewRoom):
		return True
	if isinstance(wanted, int):
		return cint(stored) != wanted
	return (stored or "") != (wanted or "")


def _is_same_identity(identity: str, student: dict) -> bool:
	if student["id_no"] != identity_card.mask(identity):
		return False
	return decrypt(student["id_no_encrypted"]) == identity


def _plan_guardians(
	student: str, student_name: str, wanted: Iterable[GuardianRow], known: list[dict]
) -> list[GuardianPlan]:
	"""Parents are matched by name, or by number when the list has no name. None is ever removed.

	Errors: BadValue guardian_without_phone with the column that should hold the number of a new one.
	"""
	plans, by_name = [], {guardian["guardian_name"]: guardian for guardian in known}
	numbers = {guardian["mobile"] for guardian in known}
	last = max((guardian["idx"] for guardian in known), default=0)
	has_primary = any(guardian["is_primary"] for guardian in known)
	for guardian in wanted:
		name = guardian.name_for(student_name)
		if stored := by_name.get(name):
			said = {"mobile": guardian.mobile, "relation": guardian.relation}
			values = {field: value for field, value in said.items() if value and value != stored[field]}
			if values:
				plans.append(GuardianPlan(stored["name"], False, stored["idx"], values))
			continue
		if not guardian.name and guardian.mobile in numbers:
			continue
		if not guardian.mobile:
			raise BadValue("guardian_without_phone", guardian.mobile_target)
		last += 1
		values = {
			"guardian_name": name,
			"relation": guardian.relation or DEFAULT_RELATION,
			"mobile": guardian.mobile,
			"is_primary": int(not has_primary),
		}
		has_primary = True
		plans.append(GuardianPlan(guardian_row_name(student, name), True, last, values))
	return plans


def guardian_row_name(student: str, guardian_name: str) -> str:
	"""The same parent of the same student has the same row name in every run: a repeated insert meets
	itself."""
	return hashlib.sha256(f"{student}\n{guardian_name}".encode()).hexdigest()[:20]


def get_students(numbers: list[str]) -> dict[str, dict]:
	"""Stored students by casefolded number, from one query."""
	columns = ("name", "student_no", *STORED_FIELDS)
	rows = select_rows(STUDENT, columns, "student_no", numbers)
	return {row[1].casefold(): dict(zip(columns, row, strict=True)) for row in rows}


def get_guardians(students: list[str]) -> dict[str, list[dict]]:
	"""{student: guardians in their order}, from one query."""
	columns = ("name", "parent", "idx", *GUARDIAN_FIELDS)
	found: dict[str, list[dict]] = {}
	for row in select_rows(GUARDIAN, columns, "parent", students, parenttype=STUDENT):
		entry = dict(zip(columns, row, strict=True))
		found.setdefault(entry["parent"], []).append(entry)
	for guardians in found.values():
		guardians.sort(key=lambda guardian: guardian["idx"])
	return found


def chunked(rows: Sequence, size: int) -> Iterator[Sequence]:
	for start in range(0, len(rows), size):
		yield rows[start : start + size]
