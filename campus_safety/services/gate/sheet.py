"""A device's file as a kind of import. The columns are remembered on the device."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import frappe
from frappe import _

from campus_safety.domain.gate.gate_sheet import VOCABULARY, Reading, missing_targets, read_rows
from campus_safety.domain.gate.passage import Passage
from campus_safety.domain.sheets.sheet_header import IGNORE, Header, Problem, shown
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.services.gate import clock, events, probation
from campus_safety.services.gate.messages import file_texts, problem_text
from campus_safety.services.gate.people import Person, find_people, with_owners
from campus_safety.services.gate.settings import get_import_limits

DEVICE = events.DEVICE
SHOWN_NEW = 20
Event = tuple[str, Passage]  # with the name that it has in every run


@dataclass
class Plan:
	"""new: events in the order of the file; unchanged: rows that say what is stored, or the file says, already.
	failed: rows of attempts that the gate refused; they are left out."""

	new: list[Event] = field(default_factory=list)
	unchanged: int = 0
	problems: list[Problem] = field(default_factory=list)
	people: dict[str, Person] = field(default_factory=dict)
	failed: int = 0
	notes: list[Problem] = field(default_factory=list)
	changed = 0  # what a device has said is never changed

	@property
	def created(self) -> int:
		return len(self.new)

	@cached_property
	def to_write(self) -> list[Event]:
		"""In the order of the table: its pages fill one after the other."""
		return sorted(self.new, key=lambda pair: pair[0])

	def created_among(self, part: Sequence[Event]) -> int:
		return len(part)


class GateImport(ImportKind):
	vocabulary = VOCABULARY
	write_chunk = 2000

	def get_limits(self) -> Limits:
		return get_import_limits()

	def who_may(self) -> str:
		return _("Only Student Affairs, the Security Office and dorm managers import passages.")

	def choices(self, document) -> tuple[str, ...]:
		device = _device(document)
		return document.device, device.direction, device.in_words or "", device.out_words or ""

	def read_with(self, document) -> tuple[float, float]:
		rules = events.get_rules(_device(document))
		return rules.ahead.total_seconds(), rules.oldest.total_seconds()

	def still_holds(self, document, reading: Reading) -> bool:
		"""Time goes on: what had not come yet may have come, and what was just young enough may be too old."""
		rules = events.get_rules(_device(document))
		oldest = rules.now - rules.oldest
		return all(problem.code != "time_future" for problem in reading.problems) and all(
			passage.moment >= oldest for passage in reading.passages
		)

	def find_header(self, document, rows: Sequence[Sequence[str]]) -> Header | None:
		return find_header(rows, _remembered(document))

	def lack(self, document, targets: frozenset[str]) -> str | None:
		return missing_targets(targets, events.get_rules(_device(document)))

	def file_texts(self) -> dict[str, str]:
		return file_texts()

	def problem_text(self, code: str, args: tuple = ()) -> str:
		return problem_text(code, args)

	def read(self, document, rows: Sequence[Sequence[str | None]], header: Header) -> Reading:
		return read_rows(rows, header, events.get_rules(_device(document)))

	def plan(self, document, reading: Reading, header: Header) -> Plan:
		return make_plan(document.device, reading, header)

	def empty_plan(self) -> Plan:
		return Plan()

	def describe(self, plan: Plan) -> dict:
		return {
			"created": [_shown_event(passage) for _name, passage in plan.new[:SHOWN_NEW]],
			"failed": plan.failed,
		}

	def write(self, document, part: Sequence[Event], plan: Plan) -> None:
		device = _device(document)
		clock_wrong = clock.is_wrong(device.clock_skew)
		key_was_new = probation.is_new(device.new_since, events.get_rules(device).now)
		events.write(document.device, part, plan.people, clock_wrong, key_was_new)

	def after(self, document, plan: Plan) -> None:
		remember_columns(document)
		events.note_seen(document.device, (passage for _name, passage in plan.new))


def find_header(rows, remembered: dict[str, str | None]) -> Header | None:
	"""By the words of such lists, and by the headers that this device's files had before."""
	found = VOCABULARY.find_header(rows)
	for index in range(0 if remembered else len(rows), len(rows)):
		headers = [cell.strip() for cell in rows[index]]
		if set(remembered) <= set(headers):
			chosen = [
				(place, header, remembered.get(header)) for place, header in enumerate(headers) if header
			]
			return Header(index, index, VOCABULARY.columns_from_choice(chosen))
	return found


def make_plan(device: str, reading: Reading, header: Header) -> Plan:
	headers = {column.target: column.header for column in header.columns if column.target}
	passages = with_owners(reading.passages)
	people = find_people(passage.student_no for passage in passages if passage.student_no)
	problems = list(reading.problems)

	def refuse_row(passage: Passage, target: str, value: str, code: str) -> None:
		problems.append(Problem(passage.row, headers.get(target, ""), shown(value), code))

	known = []
	for passage in passages:
		if passage.key in people:
			known.append(passage)
		elif not passage.student_no:
			refuse_row(passage, "card_no", passage.card_no, "card_unknown")
		else:
			refuse_row(passage, "student_no", passage.student_no, "student_unknown")
	found = events.sort(device, known)
	for passage in found.reused:
		refuse_row(passage, "event_id", passage.event_id, "id_reused")
	problems.sort(key=lambda problem: problem.row)
	return Plan(found.new, len(found.known) + reading.repeated, problems, people, reading.failed)


def _shown_event(passage: Passage) -> dict:
	return {
		"row": passage.row,
		"student_no": passage.student_no,
		"event_time": passage.moment,
		"direction": passage.direction,
	}


# what the device remembers


def remember_columns(document) -> None:
	"""The mapping of a file that went through is that of the device's next file."""
	device = _device(document)
	wanted = [(row.header, row.target) for row in document.columns if row.target != IGNORE]
	if wanted == [(row.header, row.target) for row in device.columns]:
		return
	device.set("columns", [{"header": header, "target": target} for header, target in wanted])
	device.save(ignore_permissions=True)  # who imports need not be who looks after the devices


def _device(document):
	return frappe.get_doc(DEVICE, document.device)


def _remembered(document) -> dict[str, str | None]:
	return {row.header: VOCABULARY.by_label.get(row.target) for row in _device(document).columns}
