"""Opinion items 舆情 (一(二), domain §17): how far one is, from what is written in it."""

FOUND, VERIFIED, HANDLING, CLOSED = "Found", "Verified", "Handling", "Closed"
SERIOUS = "Serious"


def course_of(verified: bool, handled: bool, ended: bool) -> str:
	"""verified: a verdict and what it rests on. handled: a take-down, a response or a report. ended: a result."""
	if ended:
		return CLOSED
	if handled:
		return HANDLING
	return VERIFIED if verified else FOUND
