"""Accountability for an incident as values (domain §20): which findings cost points, which side a duty stands on."""

from campus_safety.domain.duties.obligation import State

CLUE, VERIFIED, HEARD, FOUND, APPROVED, EXECUTED, APPEALED, ARCHIVED = (
	"Clue",
	"Verified",
	"Heard",
	"Found",
	"Approved",
	"Executed",
	"Appealed",
	"Archived",
)
FULFILLED = "Duty Fulfilled"
NEGLECTS = ("General Neglect", "Serious Neglect")
EXCULPATORY, ADVERSE, KNOWN_THEN, NOT_KNOWN_THEN = (
	"Exculpatory",
	"Adverse",
	"Known Then",
	"Not Known Then",
)
# once carried out, points count; an appeal that is open suspends them
COUNTING = (EXECUTED, ARCHIVED)
# in which what was found stays as it is: whoever approves it has not written it
FIXED = (FOUND, APPROVED, EXECUTED)
# in which what was said at the hearing may still be written
BEFORE_HEARING = (CLUE, VERIFIED)
MOST_POINTS = 100


def side_of(state: str) -> str | None:
	"""Of a duty that was owed: done in time speaks for whoever owed it, late or not done against; an open one for neither."""
	return {
		State.DONE.value: EXCULPATORY,
		State.EXEMPT.value: EXCULPATORY,
		State.DONE_LATE.value: ADVERSE,
		State.OVERDUE.value: ADVERSE,
	}.get(state)


def points_of(finding: str, points: float) -> float:
	"""Only neglect costs any."""
	return points if finding in NEGLECTS else 0.0
