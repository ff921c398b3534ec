"""Students and posts: timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.starts import Start
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

TIMELINE = (
	Source(
		"Campus Student", (Moment("creation", "Entered into the System"),), ("status",), "file", ("name",)
	),
	Source(
		"Campus Network Assignment",
		(Moment("from_date", "Took Over"), Moment("to_date", "Ended")),
		("position", "holder_name"),
		"assign",
		("student", "holder_student"),
	),
)

WAITING = (
	Waiting(
		"Handovers that block an ending",
		"Campus Network Assignment",
		lambda user, today: {"end_blocked": ("is", "set")},
		when="to_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		due=True,
		title=("holder_name", "unit"),
	),
)

STARTS = (
	Start("Campus Student Import", "Import Students", "upload", 5),
	Start("Campus Network Assignment", "New Assignment", "assign", 6),
)
