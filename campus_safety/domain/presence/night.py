"""The night roll call 每日回寝 (domain §5): which night a moment belongs to, who is expected, which mark stands.

Times are the site's local time (Asia/Shanghai); whoever asks about "now" passes it in. A server that thinks in UTC must
convert first: 14:30 UTC is the roll call of the same Chinese evening, 17:00 UTC already the next Chinese day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from campus_safety.domain.leave.away import Leave, Residence
from campus_safety.domain.people.school_calendar import Day, RollMode
from campus_safety.domain.presence.absence_ladder import UNDO

ONE_DAY = timedelta(days=1)
MOST_OF_ONE = 100  # marks of one person or gate about one student in one night: more are refused
LOG_TIME = "%Y-%m-%d %H:%M:%S"


class Status(str, Enum):
	IN = "In"
	LEAVE = "Leave"
	LATE = "Late"
	MISSING = "Missing"
	INTERNSHIP = "Internship"
	OFF_CAMPUS = "Off Campus"

	@property
	def is_explained(self) -> bool:
		"""Not expected in the building tonight, and known why."""
		return self in (Status.LEAVE, Status.INTERNSHIP, Status.OFF_CAMPUS)

	@property
	def is_present(self) -> bool:
		return self in (Status.IN, Status.LATE)


MARKABLE = frozenset(
	(Status.IN, Status.LATE, Status.MISSING)
)  # what a person or a gate may say; the rest is computed


@dataclass(frozen=True)
class NightSettings:
	"""What the school decided (Campus Safety Settings)."""

	roll_call_time: time = time(22, 30)
	gate_closes_at: time = time(22, 30)
	lock_time: time = time(12, 0)
	everyone_on_return_night: bool = True


# which night


def night_of(moment: datetime, settings: NightSettings) -> date:
	"""The evening a moment belongs to: before the lock hour (noon) it is still the evening before."""
	return moment.date() - ONE_DAY if moment.time() < settings.lock_time else moment.date()


def moment_of(night: date, hour: time, settings: NightSettings) -> datetime:
	"""An hour of that night; one before noon lies on the next calendar day."""
	return datetime.combine(night + ONE_DAY if hour < settings.lock_time else night, hour)


def roll_moment(night: date, settings: NightSettings) -> datetime:
	return moment_of(night, settings.roll_call_time, settings)


def gate_closes(night: date, settings: NightSettings) -> datetime:
	return moment_of(night, settings.gate_closes_at, settings)


def lock_moment(night: date, settings: NightSettings) -> datetime:
	"""Noon of the next day."""
	return datetime.combine(night + ONE_DAY, settings.lock_time)


def is_locked(night: date, now: datetime, settings: NightSettings) -> bool:
	return now >= lock_moment(night, settings)


def roll_mode(today: Day | None, tomorrow: Day | None, settings: NightSettings) -> RollMode:
	"""Who is called tonight.

	A night without a calendar day is called in full: a forgotten calendar must not switch the roll call off. On the
	last night of a holiday or break, before a day with everyone, everybody is expected back (unless the school says no).
	"""
	if today is None:
		return RollMode.EVERYONE
	return RollMode.EVERYONE if is_return_night(today, tomorrow, settings) else today.roll_mode


def is_return_night(today: Day | None, tomorrow: Day | None, settings: NightSettings) -> bool:
	"""The last night of a holiday or break: whoever is missing has not come back to school at all 无故未到校."""
	return (
		today is not None
		and tomorrow is not None
		and today.roll_mode is RollMode.STAY_LIST
		and tomorrow.day_type.is_teaching
		and tomorrow.roll_mode is RollMode.EVERYONE
		and settings.everyone_on_return_night
	)


# who is expected


class Search(str, Enum):
	"""What an absence case says about tonight. Only a person who has seen the student says that they are back."""

	NONE = ""
	RUNNING = "Running"  # somebody looks for the student
	ELSEWHERE = "Elsewhere"  # found tonight, and not here: at home, in hospital


@dataclass(frozen=True)
class Preset:
	"""What a row says before anybody has marked it."""

	status: Status
	until: datetime | None = None
	by: str = ""
	granted_at: datetime | None = None


def preset(
	student_status: str,
	leaves: Iterable[Leave],
	residences: Iterable[Residence],
	night: date,
	moment: datetime,
	search: Search = Search.NONE,
	begun_by: datetime | None = None,
) -> Preset:
	"""The first of: internship, residence off campus, leave, looked for or found elsewhere; else expected, and preset as in.

	begun_by: a leave that began after the hour of the roll call, up to then, explains the bed that nobody has looked at yet.
	"""
	if student_status == "Internship":
		return Preset(Status.INTERNSHIP)
	for residence in residences:
		if residence.explains(night):
			return Preset(
				Status.OFF_CAMPUS,
				datetime.combine(residence.to_date, time.max.replace(microsecond=0)),
				residence.name,
			)
	longest = leave_of_night(leaves, moment, max(moment, begun_by or moment))
	if longest:
		return Preset(Status.LEAVE, longest.to_time, longest.name, longest.granted_at)
	return Preset(Status.IN if search is Search.NONE else Status.MISSING)


def leave_of_night(leaves: Iterable[Leave], moment: datetime, last: datetime) -> Leave | None:
	"""The longest leave that explains any part of the night from its roll call to `last`: shown, and asked about, at the mark."""
	explaining = [leave for leave in leaves if leave.explains(moment, last)]
	return max(explaining, key=lambda leave: leave.to_time, default=None)


def is_outweighed(status: Status, marked_at: datetime | None, found: Preset) -> bool:
	"""A leave granted after a bed was found empty explains it; one that was granted before had been known to whoever marked it."""
	known = found.granted_at is not None and marked_at is not None and found.granted_at <= marked_at
	return status is Status.MISSING and found.status.is_explained and not known


@dataclass(frozen=True)
class Totals:
	"""The equation: expected = beds − leave − suspended − internship − off campus − not staying."""

	beds: int
	on_leave: int
	suspended: int
	internship: int
	off_campus: int
	not_staying: int
	present: int
	late: int
	missing: int
	unconfirmed: int

	@property
	def expected(self) -> int:
		return (
			self.beds - self.on_leave - self.suspended - self.internship - self.off_campus - self.not_staying
		)


def totals(rows: Iterable[tuple[Status, bool]], suspended: int = 0, not_staying: int = 0) -> Totals:
	"""rows: (status, confirmed) of everybody on the list; the suspended and those not staying stand beside it."""
	rows = list(rows)

	def count(*wanted: Status) -> int:
		return sum(1 for status, _confirmed in rows if status in wanted)

	return Totals(
		beds=len(rows) + suspended + not_staying,
		on_leave=count(Status.LEAVE),
		suspended=suspended,
		internship=count(Status.INTERNSHIP),
		off_campus=count(Status.OFF_CAMPUS),
		not_staying=not_staying,
		present=count(Status.IN, Status.LATE),
		late=count(Status.LATE),
		missing=count(Status.MISSING),
		unconfirmed=sum(1 for status, confirmed in rows if status is Status.IN and not confirmed),
	)


# marks

RANK = {"": 0, "Gate": 1, "Form": 2, "Page": 2}  # a person beats a gate
WITNESS = 3  # and who speaks of this one student beats a button for a whole floor


@dataclass(frozen=True)
class LogLine:
	"""One mark as the row keeps it, whether it won or not. It is stored as a line of text.

	at: when it was made, as the sender says. came: when it reached the server; unknown of lines from before this was kept.
	key: the sender's own; the last part of the line, so that whatever it holds can be read again.
	"""

	at: datetime
	source: str
	status: Status
	user: str
	key: str
	came: datetime | None = None

	def __str__(self) -> str:
		times = f"{self.at:{LOG_TIME}}" + (f">{self.came:{LOG_TIME}}" if self.came else "")
		return f"{times}|{self.source}|{self.status.value}|{self.user}|{self.key}"

	@classmethod
	def read(cls, text: str) -> "LogLine":
		"""Errors: ValueError for what is no such line."""
		times, source, status, user, key = text.split("|", 4)
		at, _arrow, came = times.partition(">")
		arrived = datetime.strptime(came, LOG_TIME) if came else None
		return cls(datetime.strptime(at, LOG_TIME), source, Status(status), user, key, arrived)


def read_log(text: str | None) -> tuple[LogLine, ...]:
	"""Only a line feed ends a line: a sender's key may hold anything else."""
	return tuple(LogLine.read(line) for line in (text or "").split("\n") if line)


def write_log(log: Iterable[LogLine]) -> str:
	return "\n".join(map(str, log))


@dataclass(frozen=True)
class Standing:
	"""What a row holds: who said it last, when, and every mark of the night."""

	status: Status
	return_time: datetime | None = None
	note: str = ""
	marked_at: datetime | None = None
	source: str = ""
	user: str = ""
	log: tuple[LogLine, ...] = ()
	left_at: datetime | None = None  # a gate saw the student go out again
	seen: bool = False

	@property
	def weight(self) -> int:
		return _weight(self.status, self.source, self.seen)

	def has_seen(self, key: str) -> bool:
		return any(line.key == key for line in self.log)

	def is_full(self, user: str) -> bool:
		"""Has this sender marked so often that no more is taken?"""
		return sum(line.user == user for line in self.log) >= MOST_OF_ONE

	def with_line(self, line: LogLine) -> tuple[LogLine, ...]:
		return (*self.log, line)


@dataclass(frozen=True)
class Marking:
	"""One mark as it comes in."""

	status: Status
	return_time: datetime | None
	note: str
	marked_at: datetime
	source: str
	user: str
	key: str
	came: datetime | None = None
	seen: bool = False  # 亲眼见到: somebody says so of this one student
	all_along: bool = False  # and that they had been in the building the whole time

	@property
	def weight(self) -> int:
		return _weight(self.status, self.source, self.seen)


def _weight(status: Status, source: str, seen: bool) -> int:
	rank = RANK[source]
	return WITNESS if rank == RANK["Page"] and (seen or status is Status.MISSING) else rank


def within_night(claimed: datetime, night: date, now: datetime, settings: NightSettings) -> datetime:
	"""When a mark counts as made: not before its night began, at noon, and not in the future."""
	return max(min(claimed, now), datetime.combine(night, settings.lock_time))


def judge_status(status: Status, return_time: datetime | None, closes: datetime) -> Status:
	"""Late is who came after the gate had closed: the time decides, whatever was tapped."""
	if return_time is None or not status.is_present:
		return status
	return Status.LATE if return_time > closes else Status.IN


def needs_sight(standing: Standing, mark: Marking, searched: bool) -> bool:
	"""A floor button, a gate or a tap that knew of nothing ends no search, and brings nobody in who is missing or went out again."""
	back_again = mark.source == "Gate" and standing.left_at is not None and mark.marked_at > standing.left_at
	out = standing.left_at is not None and not back_again
	doubtful = searched or standing.status is Status.MISSING or out
	return mark.status.is_present and not mark.seen and doubtful


def apply(
	standing: Standing, mark: Marking, closes: datetime, searched: bool = False
) -> tuple[Standing, bool]:
	"""(what stands afterwards, whether the mark won). A person beats a gate, one who speaks of this student beats a floor button,
	among equals the later one; all are kept, and the order in which they arrive does not matter.

	Who was missing and is seen after the gate has closed came late, at that time, unless they had been in the building all along.
	"""
	if standing.has_seen(mark.key):
		return standing, False
	if standing.status is Status.MISSING and mark.status is Status.IN and mark.seen and not mark.all_along:
		mark = replace(mark, return_time=mark.return_time or max(mark.marked_at, closes))
	if standing.status is Status.LATE and standing.seen and _is_plain_in(mark):
		mark = replace(
			mark, return_time=standing.return_time
		)  # in now, and still came late; who corrects it says “all along”
	if mark.status is Status.LATE and mark.return_time is None:
		mark = replace(mark, return_time=mark.marked_at)
	status = judge_status(mark.status, mark.return_time, closes)
	log = standing.with_line(LogLine(mark.marked_at, mark.source, status, mark.user, mark.key, mark.came))
	before, after = standing.weight, mark.weight
	loses = after < before or (
		after == before and standing.marked_at is not None and mark.marked_at < standing.marked_at
	)
	if loses or needs_sight(standing, mark, searched):
		return _came_late(replace(standing, log=log), mark, closes), False
	return (
		Standing(
			status=status,
			return_time=mark.return_time if status.is_present else None,
			note=mark.note or standing.note,
			marked_at=mark.marked_at,
			source=mark.source,
			user=mark.user,
			log=log,
			left_at=standing.left_at if standing.left_at and standing.left_at > mark.marked_at else None,
			seen=mark.seen,
		),
		True,
	)


def _is_plain_in(mark: Marking) -> bool:
	"""Seen in bed, without a word about when they came."""
	return mark.status is Status.IN and mark.seen and not mark.all_along and mark.return_time is None


def _came_late(standing: Standing, mark: Marking, closes: datetime) -> Standing:
	"""What was seen before the student was seen in bed, by a phone that was heard only now: an empty bed, or how late they came."""
	if not (standing.seen and standing.status is Status.IN and standing.return_time is None):
		return standing
	if (
		mark.status is Status.LATE
		and mark.seen
		and judge_status(mark.status, mark.return_time, closes) is Status.LATE
	):
		return replace(standing, status=Status.LATE, return_time=mark.return_time)
	earlier_empty = mark.status is Status.MISSING and mark.weight == WITNESS
	if not earlier_empty or standing.marked_at is None or standing.marked_at <= closes:
		return standing
	return replace(standing, status=Status.LATE, return_time=standing.marked_at)


def undone(standing: Standing, key: str, line: LogLine) -> Standing | None:
	"""The standing without the tap that `key` names: nobody has marked it, and both lines are kept. None where another mark
	stands now, or the minute has passed."""
	made = [each for each in standing.log if each.key == key and each.user == line.user]
	last_won = standing.source and standing.log and made and made[-1] == standing.log[-1]
	if not last_won or not made[-1].came or not line.came or line.came - made[-1].came > UNDO:
		return None
	return Standing(Status.IN, log=standing.with_line(line), left_at=standing.left_at)
