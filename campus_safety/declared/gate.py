"""Passages, missed classes, missing traces: timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

TIMELINE = (
	Source(
		"Campus Class Absence",
		(Moment("class_time", "Missed a Class"),),
		("status", "course", "excused", "late_entry"),
		"education",
	),
	Source(
		"Campus Trace Exclusion",
		(Moment("from_date", "Excluded from the No-Trace Alert"),),
		("approved_by",),
		"hide",
	),
)

WAITING = (
	Waiting(
		"Gate devices that send nothing",
		"Campus Gate Device",
		lambda user, today: {"enabled": 1, "last_seen": ("<", today)},
		when="last_seen",
		roles=(r.IT_CENTRE, r.SECURITY_OFFICE),
		title=("device_name",),
	),
)

INDEXES = (
	Index("Campus Class Absence", ("student", "class_time")),
	Index("Campus Class Absence", ("unit", "class_time")),
	Index("Campus Class Absence", ("college", "class_time")),
	Index("Campus Class Absence", ("class_time",)),
	Index("Campus Gate Event", ("student", "event_time")),
	Index("Campus Gate Event", ("unit", "event_time")),
	Index("Campus Gate Event", ("college", "event_time")),
	Index("Campus Gate Event", ("dormitory", "event_time")),
	Index("Campus Gate Event", ("event_time",)),
	Index("Campus Trace Exclusion", ("student", "to_date")),
	Index("Campus Trace Exclusion", ("unit", "to_date")),
	Index("Campus Trace Exclusion", ("college", "to_date")),
)

EVIDENCE = (Evidence("Campus Class Absence"),)

UNSEALED = (
	Unsealed("Campus Gate Device", "settings"),
	Unsealed(
		"Campus Gate Event",
		"a vendor's raw data, deleted after the days of the settings; what follows from it is in roll calls and cases",
	),
	Unsealed("Campus Gate Import", "working paper of an import, deleted after it"),
	Unsealed("Campus Trace Exclusion", "who is not asked for at the gate, a working list"),
)
