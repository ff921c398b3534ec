"""Papers that go to another school 转学移交 (domain §9): agreed to, sealed, and a receipt that comes back; else in the student's hand."""

from datetime import date, timedelta

AGREED, GUARDIAN_AGREED, REFUSED = "Student Agreed", "Guardian Agreed", "Refused"
PACKET, BY_HAND = "Sealed Packet", "Papers in the Student's Hand"
DRAFT, SEALED, HANDED_OVER, RECEIPT_IN, CANCELLED = (
	"Draft",
	"Sealed",
	"Handed Over",
	"Receipt In",
	"Cancelled",
)
STUDENT = "Student"
# what is written of a school, and of a packet to it: nothing where the student refused
OF_THE_SCHOOL = (
	"school",
	"office",
	"contact_name",
	"contact_phone",
	"purpose",
	"seal_no",
	"delivery",
	"tracking_no",
)

# what must be there before a status is reached: of both ways, of a packet alone, of papers in the hand alone
NEEDS = {
	SEALED: (
		("consent", "consent_on", "student_told"),
		("consent_paper", "school", "contact_name", "purpose"),
		(),
	),
	HANDED_OVER: (("handed_at",), ("seal_no", "delivery", "tracking_no"), ()),
	RECEIPT_IN: (("receipt_on", "receipt_by", "receipt_paper"), (), ("receipt_relation",)),
	CANCELLED: (("cancel_reason",), (), ()),
}
# what is still written once it is sealed, and once it has been handed over
OPEN_AFTER = {
	SEALED: frozenset(("seal_no", "delivery", "tracking_no", "handed_at", "cancel_reason")),
	HANDED_OVER: frozenset(
		("receipt_on", "receipt_by", "receipt_relation", "seal_unbroken", "receipt_paper", "cancel_reason")
	),
}


def way_of(consent: str | None) -> str:
	"""Nothing goes from school to school that was not agreed to."""
	return BY_HAND if consent == REFUSED else PACKET


def needs(status: str, way: str) -> tuple[str, ...]:
	"""Fields that must be filled before the status is reached."""
	both, packet, by_hand = NEEDS.get(status, ((), (), ()))
	return (*both, *(packet if way == PACKET else by_hand))


def needs_guardian(consent: str | None, receipt_relation: str | None, minor: bool) -> bool:
	"""Of a minor a guardian agrees, and a guardian takes the papers (PIPL 31)."""
	return minor and (consent == AGREED or receipt_relation == STUDENT)


def receipt_due(handed_on: date, days: int) -> date:
	return handed_on + timedelta(days=days)
