"""An export compared with the campaign, in sets: each row taken over, taken over as doubtful, or refused with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frappe.utils import get_datetime

from campus_safety.domain.psychology.flags import gravest
from campus_safety.domain.psychology.sitting_sheet import Reading, Sitting
from campus_safety.domain.psychology.validity import Claim, Known, Reason, Validity, misnamed, plain_name
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.records import holds
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.psychology import campaigns, consents, store
from campus_safety.services.psychology.scales import KnownScale, plain
from campus_safety.services.psychology.settings import get_validity_limits
from campus_safety.services.psychology.sittings import Judged, Said, judge_sitting
from campus_safety.services.psychology.store import Taken

STUDENT, UNIT = "Campus Student", "Campus Unit"
READ_CHUNK = 5000
CLOSED_STATUSES = {"Interviewed": "already_spoken", "Graded": "already_spoken", "Declined": "declined"}


@dataclass(frozen=True)
class Student:
	name: str
	student_name: str
	unit: str
	college: str | None
	status: str
	is_minor: bool


@dataclass
class Plan:
	"""to_write: sittings that differ from what is stored. new: results that had no sitting of this scale before."""

	to_write: list[Taken] = field(default_factory=list)
	new: set[str] = field(default_factory=set)
	unchanged: int = 0
	problems: list[Problem] = field(default_factory=list)
	notes: list[Problem] = field(default_factory=list)
	declined: list[str] = field(default_factory=list)
	newly_agreed: dict[str, tuple[str, str | None]] = field(default_factory=dict)
	doubtful: int = 0

	@property
	def created(self) -> int:
		return sum(taken.result in self.new for taken in self.to_write)

	@property
	def changed(self) -> int:
		return len(self.to_write) - self.created

	def created_among(self, part: Sequence[Taken]) -> int:
		return sum(taken.result in self.new for taken in part)


class Planner:
	"""Everything the rows are compared with is read at once; then each row is judged by itself."""

	def __init__(self, campaign, scale: KnownScale, headers: Mapping[str, str], now: datetime):
		self.campaign, self.scale, self.headers, self.now = campaign, scale, headers, now
		self.plan = Plan()
		self.units = frozenset(campaigns.get_units(campaign))
		self.begins = get_datetime(campaign.window_from)
		self.limits = get_validity_limits()

	def make(self, reading: Reading) -> Plan:
		self.plan.problems += reading.problems
		self.plan.unchanged += reading.repeated
		by_student = self._by_student(reading.sittings)
		names = [student.name for student in by_student]
		self.rows = self._in_chunks(names, lambda part: store.get_rows(self.campaign.name, part))
		self.given = self._in_chunks(names, lambda part: consents.get_given(self.campaign.name, part))
		self.held = holds.get_open().students
		self.classes = self._class_names(by_student)
		self.namesakes = self._namesakes(by_student)
		for student, sittings in by_student.items():
			self._plan_student(student, sittings)
		self.plan.problems.sort(key=lambda problem: problem.row)
		return self.plan

	# what is compared with

	def _in_chunks(self, names: Sequence[str], read) -> dict:
		found: dict = {}
		for start in range(0, len(names), READ_CHUNK):
			found |= read(names[start : start + READ_CHUNK])
		return found

	def _by_student(self, sittings: Iterable[Sitting]) -> dict[Student, list[Sitting]]:
		sittings = list(sittings)
		columns = ("student_no", "name", "student_name", "unit", "college", "status", "is_minor")
		known: dict[str, Student] = {}
		wanted = sorted({sitting.student_no for sitting in sittings})
		for start in range(0, len(wanted), READ_CHUNK):
			for row in select_rows(STUDENT, columns, "student_no", wanted[start : start + READ_CHUNK]):
				known[row[0].casefold()] = Student(*row[1:6], bool(row[6]))
		found: dict[Student, list[Sitting]] = {}
		for sitting in sittings:
			student = known.get(sitting.student_no.casefold())
			if not student or student.status not in NOT_LEFT:
				self._refuse(sitting, "student_no", "student_unknown", sitting.student_no)
			else:
				found.setdefault(student, []).append(sitting)
		return found

	def _class_names(self, students: Iterable[Student]) -> dict[str, str]:
		units = list({student.unit for student in students})
		return dict(select_rows(UNIT, ("name", "unit_name"), "name", units))

	def _namesakes(self, by_student: Mapping[Student, list[Sitting]]) -> dict[str, set[tuple[str, str]]]:
		"""{plain name: (student, class)} of other students, for those alone whose class differs from the sheet's."""
		names = {
			student.student_name
			for student, sittings in by_student.items()
			if any(sitting.unit and sitting.unit != self._class_of(student) for sitting in sittings)
		}
		found: dict[str, set[tuple[str, str]]] = defaultdict(set)
		rows = select_rows(STUDENT, ("name", "student_name", "unit"), "student_name", list(names))
		words = dict(select_rows(UNIT, ("name", "unit_name"), "name", list({row[2] for row in rows})))
		for name, student_name, unit in rows:
			found[plain_name(student_name)].add((name, words.get(unit, unit)))
		return found

	def _class_of(self, student: Student) -> str:
		return self.classes.get(student.unit, student.unit)

	# one student

	def _plan_student(self, student: Student, sittings: list[Sitting]) -> None:
		row = self.rows.get(student.name)
		refused = self._why_not(student, row, sittings)
		if refused:
			for sitting in sittings:
				self._refuse(sitting, "student_no", refused, sitting.student_no)
			return
		sittings = [each for each in sittings if self._fits(each)]
		if any(each.agreed is False for each in sittings):
			self.plan.declined.append(student.name)
			return
		if not sittings:
			return
		result = row.name if row else store.new_name()
		scores = row.scores if row else []
		stored = next((score for score in scores if score[0] == self.scale.name), None)
		judged = self._judge(student, sittings, stored, result)
		if stored and stored[4] == judged.content_key(result) and not self._is_better(stored, judged):
			self.plan.unchanged += len(sittings)
			return
		others = tuple(tuple(score[1:4]) for score in scores if score[0] != self.scale.name)
		self._take(student, sittings, row, result, judged, others)
		if not stored:
			self.plan.new.add(result)

	def _take(self, student, sittings, row, result: str, judged: Judged, others) -> None:
		given = self.given.get(student.name, {})
		agreed = consents.SCREENING in given
		if not agreed:
			self.plan.newly_agreed[student.name] = (student.unit, student.college)
		is_doubtful = judged.validity is not Validity.VALID
		self.plan.doubtful += is_doubtful
		self._note(student, sittings, judged)
		self.plan.to_write.append(
			Taken(
				result,
				student.name,
				row.unit if row else student.unit,
				row.college if row else student.college,
				judged,
				given[consents.SCREENING].name if agreed else None,
				counted_in_statistics(self.campaign, given),
				_identity(sittings) if is_doubtful else "",
				others,
			)
		)

	def _why_not(self, student: Student, row, sittings: list[Sitting]) -> str | None:
		"""Code of what refuses everything about this student."""
		if not row and not self._is_asked(student):
			return "not_asked"
		if row and row.status in CLOSED_STATUSES:
			return CLOSED_STATUSES[row.status]
		if row and row.scores and student.name in self.held:
			return "held"
		given = self.given.get(student.name, {})
		if consents.SCREENING in given:
			if not consents.holds_for(given, consents.SCREENING, student.is_minor and not self._by_platform):
				return "no_consent"
		elif not self._by_platform:
			return "no_consent"
		return None

	@property
	def _by_platform(self) -> bool:
		return self.campaign.consent_on == "The Platform"

	def _is_asked(self, student: Student) -> bool:
		if self.campaign.campaign_kind == campaigns.RETEST:
			return False
		return not self.units or student.unit in self.units

	def _fits(self, sitting: Sitting) -> bool:
		"""Its own cells, against the campaign and the scale."""
		at = sitting.taken_at
		if at and at > self.now:
			return self._refuse(sitting, "taken_at", "time_future", str(at))
		if at and at < self.begins:
			return self._refuse(sitting, "taken_at", "before_window", str(at))
		if sitting.grade and self.scale.grades and plain(sitting.grade) not in self.scale.grades:
			return self._refuse(sitting, "grade", "grade_unknown", "")
		return True

	def _judge(self, student: Student, sittings: list[Sitting], stored, result: str) -> Judged:
		"""Of several sittings the last is kept, and what any of them says of self-harm."""
		reasons = set()
		for sitting in sittings:
			claim = Claim(sitting.student_no, sitting.name, sitting.unit)
			reasons |= misnamed(claim, self._known(student))
			if sitting.doubted:
				reasons.add(Reason.PLATFORM)
		if len(sittings) > 1:
			names = {plain_name(sitting.name) for sitting in sittings if sitting.name}
			reasons.add(Reason.NUMBER_TWICE if len(names) > 1 else Reason.TWO_SITTINGS)
		last = max(sittings, key=lambda each: (each.taken_at or datetime.min, each.row))
		if stored and not reasons and self._is_second(stored, last, result):
			reasons.add(Reason.TWO_SITTINGS)
		judged = judge_sitting(self.scale, _said(last), self.limits, reasons)
		if len(sittings) == 1:
			return judged
		flags = [judge_sitting(self.scale, _said(each), self.limits, reasons).flag for each in sittings]
		return _with_flag(judged, gravest(flags))

	def _is_second(self, stored, last: Sitting, result: str) -> bool:
		"""Another sitting than the one that is there, and no later retest of one that was doubtful."""
		if stored[4] == judge_sitting(self.scale, _said(last), self.limits).content_key(result):
			return False
		is_retest = stored[2] != Validity.VALID.value and last.taken_at and stored[5]
		return not (is_retest and last.taken_at > stored[5])

	def _is_better(self, stored, judged: Judged) -> bool:
		return stored[2] != judged.validity.value

	def _known(self, student: Student) -> Known:
		others = {
			unit
			for name, unit in self.namesakes.get(plain_name(student.student_name), ())
			if name != student.name
		}
		return Known(student.student_name, self._class_of(student), frozenset(others))

	# what is said of the rows

	def _note(self, student: Student, sittings: list[Sitting], judged: Judged) -> None:
		row = sittings[-1].row
		if judged.reasons:
			words = tuple(judged.reasons)
			self.plan.notes.append(
				Problem(row, self.headers.get("student_no", ""), "", "note_doubtful", words)
			)
		elif any(sitting.unit and sitting.unit != self._class_of(student) for sitting in sittings):
			self.plan.notes.append(Problem(row, self.headers.get("class_name", ""), "", "note_moved"))

	def _refuse(self, sitting: Sitting, target: str, code: str, value: str) -> bool:
		self.plan.problems.append(Problem(sitting.row, self.headers.get(target, ""), value[:60], code))
		return False


def counted_in_statistics(campaign, given: Mapping) -> bool:
	"""By the student's own consent here, else by what the consent on the platform covers."""
	if consents.SCREENING in given:
		return consents.holds_for(given, consents.STATISTICS, False)
	return consents.STATISTICS in consents.permissions_of(campaign)


def _said(sitting: Sitting) -> Said:
	return Said(
		sitting.taken_at, sitting.seconds, sitting.total, sitting.factors, sitting.items, sitting.grade
	)


def _with_flag(judged: Judged, flag) -> Judged:
	return Judged(**{**judged.__dict__, "flag": flag})


def _identity(sittings: Iterable[Sitting]) -> str:
	"""Name and class as they stand on the sheets: whoever retests must be able to find the other one."""
	return "; ".join(
		dict.fromkeys(
			" ".join(filter(None, (each.name, each.unit))) for each in sittings if each.name or each.unit
		)
	)
