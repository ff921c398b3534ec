"""What each row would do: create, change, leave as it is, or be refused. Reads sets, writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from frappe.utils import cint, getdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain.people import identity_card
from campus_safety.domain.people.student_sheet import Reading, StudentRow, shown
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.records.students import LEFT_SCHOOL
from campus_safety.services.people.student_import import told
from campus_safety.services.people.student_import.directory import Directory, NewClass, NewRoom
from campus_safety.services.people.student_import.guardians import (
	STUDENT,
	GuardianPlan,
	get_guardians,
	plan_guardians,
)
from campus_safety.services.people.student_import.owners import Owners

READ_CHUNK = 2000
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
	"card_no",
	"id_type",
	"home_address",
	"host_record",
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
	before: dict | None = None  # the student as stored

	def after(self, name: str):
		"""A field's value once the row is written."""
		if self.created is not None:
			return self.created.get(name)
		return self.changes[name][1] if name in self.changes else self.before[name]

	@property
	def writes(self) -> bool:
		return self.created is not None or bool(self.changes) or bool(self.guardians)


@dataclass
class Plan:
	rows: list[RowPlan] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)
	new_classes: set[NewClass] = field(default_factory=set)
	new_rooms: set[NewRoom] = field(default_factory=set)
	notes: list[Problem] = field(default_factory=list)  # what the person should know, of rows that are taken
	absent: list["told.Absent"] = field(default_factory=list)

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


NEW = {
	"status": "Enrolled",
	"residence_type": "Dormitory",
	"bed_no": "",
	"mobile": "",
	"id_type": "Identity Card",
}


class Planner:
	"""Compares rows with the database. `headers` names the column of each target, for the messages."""

	def __init__(self, directory: Directory, headers: dict[str, str], choices: Choices):
		self.directory = directory
		self.headers = headers
		self.choices = choices
		self._places: dict[str, dict[tuple, object]] = defaultdict(dict)
		self._owners: Owners | None = None
		self._near: dict[NewClass, str | None] = {}
		self._seen: Counter[str] = Counter()  # students of a class, as stored, whom the file names

	def plan(self, reading: Reading) -> Plan:
		plan = Plan(problems=list(reading.problems), notes=list(reading.notes))
		self._owners = Owners(reading.rows)
		for chunk in chunked(reading.rows, READ_CHUNK):
			self.plan_chunk(chunk, plan)
		plan.notes += told.beds(plan.rows, self._problem)
		plan.absent = told.absent(
			plan.rows, self._seen, {row.key for row in reading.rows} | reading.refused_keys
		)
		plan.problems.sort(key=lambda problem: problem.row)
		return plan

	def plan_chunk(self, rows: Sequence[StudentRow], plan: Plan) -> None:
		known = get_students([row.student_no for row in rows])
		guardians = get_guardians([student["name"] for student in known.values()])
		for row in rows:
			student = known.get(row.key)
			if student and student["status"] not in LEFT_SCHOOL:
				self._seen[student["unit"]] += 1
			wanted, problems = self._wanted(row, student)
			if not problems:
				found = self._change(row, student, wanted) if student else self._create(row, wanted)
				problems = self._who(row, found, plan)
			if problems:
				plan.problems += problems
				continue
			student_name = wanted.get("student_name") or student["student_name"]
			found.guardians, left_out = plan_guardians(
				found.name, student_name, row.guardians, guardians.get(found.name, [])
			)
			for target in left_out:
				plan.notes.append(self._problem(row, target, "guardian_without_phone", ()))
			self._collect_missing(wanted, plan)
			plan.rows.append(found)

	def _who(self, row: StudentRow, found: RowPlan, plan: Plan) -> list[Problem]:
		"""Whether the row is about the person whom the system has under this number, and about nobody else."""
		other = self._owners.other(row) if found.identity else None
		if other and other.status not in LEFT_SCHOOL:
			return [self._problem(row, "id_no", "id_of_another", (other.name,))]
		if found.before and told.is_other_person(found):
			return [self._problem(row, "student_no", "other_person", (found.before["student_name"],))]
		if found.before or other:
			plan.notes += told.about(row, found, other, self._problem)
		near = self._near.get(found.after("unit")) if self._near and found.writes else None
		if near:
			plan.notes.append(self._problem(row, "unit", "class_new_like", (near,)))
		return []

	# what the row wants

	def _wanted(self, row: StudentRow, student: dict | None) -> tuple[dict, list[Problem]]:
		fields, problems = row.fields, []
		wanted = {name: fields[name] for name in PLAIN_FIELDS if name in fields}
		for target, find in (("unit", self._find_class), ("dormitory", self._find_room)):
			if target not in fields:
				continue
			found = find(fields)
			if isinstance(found, BadValue):
				problems.append(self._problem(row, target, found.code, found.args_))
			else:
				wanted[target] = found
		if isinstance(wanted.get("dormitory"), tuple):
			wanted["dormitory"], bed = wanted["dormitory"]
			if bed and fields.get("bed_no", bed) != bed:
				problems.append(self._problem(row, "bed_no", "bed_differs", (bed,)))
			elif bed:
				wanted["bed_no"] = bed
		if not student:
			for target, code in (("student_name", "new_without_name"), ("unit", "new_without_class")):
				if target not in fields:
					problems.append(self._problem(row, target, code, ()))
		return wanted, problems

	def _problem(self, row: StudentRow, target: str, code: str, args: tuple) -> Problem:
		value = shown(target, str(row.fields.get(target, "")))
		return Problem(row.row, self.headers.get(target, ""), value, code, args)

	def _find_class(self, fields: dict) -> "str | NewClass | BadValue":
		return self._remember(self._found_class, fields["unit"], fields.get("college"), fields.get("grade"))

	def _found_class(self, text: str, college: str | None, grade: str | None):
		"""A name that is nearly that of a class is asked about, never taken for it."""
		units = self.directory.units
		try:
			found = units.find(text, college, grade)
		except BadValue as error:
			near = units.nearest(text, college) if error.code == "class_unknown_without_college" else None
			raise BadValue("class_unknown_like", text, near) if near else error from None
		if not isinstance(found, NewClass):
			return found
		near = units.nearest(text, college)
		if not self.choices.create_missing_units:
			if near:
				raise BadValue("class_unknown_like", text, near)
			raise BadValue("class_unknown", found.class_name, found.college_name)
		self._near[found] = near
		return found

	def _find_room(self, fields: dict) -> "tuple | BadValue":
		return self._remember(self._found_room, fields["dormitory"], fields.get("building"))

	def _found_room(self, text: str, building: str | None):
		found = self.directory.rooms.find(text, building)
		if isinstance(found[0], NewRoom) and not self.choices.create_missing_rooms:
			raise BadValue("room_unknown", found[0].building_name, found[0].room_name)
		return found

	def _remember(self, find: Callable, *asked: str | None):
		"""A class is named by fifty rows; its answer, or the BadValue for which it is refused, is worked out once."""
		answers = self._places[find.__name__]
		if asked not in answers:
			try:
				answers[asked] = find(*asked)
			except BadValue as error:
				answers[asked] = error
		return answers[asked]

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
		wanted = {**NEW, **wanted}
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
		found = RowPlan(row, student["name"], changes=changes, before=student)
		identity = row.fields.get("id_no")
		if identity and not _is_same_identity(identity, student):
			found.identity = identity
			changes["id_no"] = (student["id_no"], identity_card.mask(identity))
		if set(changes) == {"is_minor"}:
			changes.clear()  # a birthday is no change of the list; the nightly job sees to it
		return found


def _differs(stored, wanted) -> bool:
	"""A class or room that is yet to be made differs from whatever is stored."""
	if isinstance(wanted, int):
		return cint(stored) != wanted
	return (stored or "") != (wanted or "")


def _is_same_identity(identity: str, student: dict) -> bool:
	if student["id_no"] != identity_card.mask(identity):
		return False
	return decrypt(student["id_no_encrypted"]) == identity


def get_students(numbers: list[str]) -> dict[str, dict]:
	"""Stored students by casefolded number, from one query."""
	columns = ("name", "student_no", *STORED_FIELDS)
	rows = select_rows(STUDENT, columns, "student_no", numbers)
	return {row[1].casefold(): dict(zip(columns, row, strict=True)) for row in rows}


def chunked(rows: Sequence, size: int) -> Iterator[Sequence]:
	for start in range(0, len(rows), size):
		yield rows[start : start + size]
