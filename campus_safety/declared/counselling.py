"""The counselling centre: what waits at it, what calls, indexes, what is sealed. Nothing stands in a student's chronology."""

from datetime import timedelta

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.counselling.appointments import OPEN, Status
from campus_safety.domain.counselling.referrals import Feedback
from campus_safety.domain.indexes import Index
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.waiting import Waiting

APPOINTMENT, NOTE, SHIFT = (
	"Campus Counselling Appointment",
	"Campus Session Note",
	"Campus Counselling Shift",
)
FEEDBACK, REFERRAL = "Campus Key Feedback", "Campus Student Referral"
# a title without anybody's name: the initials of the calendar, and how one meets
_TITLE = ("shown_as", "mode")

WAITING = (
	Waiting(
		"Urgent requests for counselling nobody has",
		APPOINTMENT,
		lambda user, today: {"status": ("in", OPEN), "unassigned": 1},
		when="requested_at",
		since=True,
		urgent=True,
		roles=r.PSYCH_STAFF,
		title=_TITLE,
	),
	Waiting(
		"Appointments to confirm",
		APPOINTMENT,
		lambda user, today: {"status": Status.REQUESTED.value, "counsellor": user},
		when="starts_at",
		due=True,
		roles=r.PSYCH_STAFF,
		title=_TITLE,
	),
	Waiting(
		"Missed appointments: a gentle contact",
		APPOINTMENT,
		lambda user, today: {"contact_open": 1, "counsellor": user},
		when="starts_at",
		since=True,
		roles=r.PSYCH_STAFF,
		title=_TITLE,
	),
	Waiting(
		"Appointments that are over: done or missed",
		APPOINTMENT,
		lambda user, today: {"status": Status.CONFIRMED.value, "counsellor": user, "ends_at": ("<", today)},
		when="starts_at",
		since=True,
		roles=r.PSYCH_STAFF,
		title=_TITLE,
	),
	Waiting(
		"Session notes to write",
		APPOINTMENT,
		lambda user, today: {
			"status": Status.DONE.value,
			"has_note": 0,
			"counsellor": user,
			"starts_at": (">=", today - timedelta(days=30)),
		},
		when="starts_at",
		since=True,
		roles=r.PSYCH_STAFF,
		title=_TITLE,
	),
	Waiting(
		"Feedback of the counselling centre to acknowledge",
		FEEDBACK,
		lambda user, today: {"status": Feedback.SENT.value},
		when="ack_due",
		due=True,
		urgent=True,
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Feedback of the counselling centre to answer",
		FEEDBACK,
		lambda user, today: {"status": Feedback.ACKNOWLEDGED.value},
		when="acknowledged_at",
		since=True,
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Referrals without an outcome",
		REFERRAL,
		lambda user, today: {"status": "Open", "recorded_by": user},
		when="referred_on",
		since=True,
		roles=r.PSYCH_STAFF,
	),
)

STARTS = (Start(NOTE, "Write a Session Note", "edit", 90),)

ALERTS = (
	AlertSource(
		"Urgent Request for Counselling",
		APPOINTMENT,
		waits="campus_safety.services.counselling.alerts.is_urgent_and_nobodys",
		sender="counsellor",  # who has asked hears it on the page: an answer to an account would name the centre
		listed=True,
		grave=True,
	),
	AlertSource("Centre Open Less Than Eight Hours", "Campus Day"),
	AlertSource(
		"Key Feedback to Acknowledge",
		FEEDBACK,
		waits="campus_safety.services.counselling.feedback.waits_for_college",
		listed=True,
	),
)

INDEXES = (
	Index(SHIFT, ("date", "counsellor")),
	Index("Campus Counselling Concern", ("position",)),
	Index(APPOINTMENT, ("counsellor", "status", "starts_at")),
	Index(APPOINTMENT, ("shift", "status")),
	Index(APPOINTMENT, ("student", "starts_at")),
	Index(APPOINTMENT, ("unassigned", "status")),
	Index(NOTE, ("recorded_by", "held_at")),
	Index(FEEDBACK, ("college", "status", "ack_due")),
	Index(FEEDBACK, ("student", "creation")),
	Index(REFERRAL, ("recorded_by", "status")),
	Index("Campus Psych Analysis Report", ("modified",)),
	Index(REFERRAL, ("student", "referred_on")),
	Index(NOTE, ("student", "held_at")),
	Index("Campus Session Participant", ("student",)),
)

TRUST = (
	TrustForm(
		APPOINTMENT,
		"When you book at the counselling centre",
		(
			TrustCase("", {"unassigned": 0}, named=("counsellor",)),
			TrustCase("While an urgent request has nobody yet", {"unassigned": 1}),
		),
	),
	TrustForm(
		NOTE,
		"What is written down after you have talked there",
		(TrustCase("", {}, named=("recorded_by",)),),
		told=(
			"Nothing is passed on without your consent, unless a life is in danger or a law demands it. Then only what is needed is told, you hear of it, before if at all possible, and it is written down to whom, why and what.",
		),
	),
	TrustForm(
		FEEDBACK,
		"When the centre tells your college something about you",
		(TrustCase("", {}, named=("recorded_by",)),),
		told=(
			"It is sent with your consent, or where a life is in danger or a law demands it. It consists of fixed phrases: what to look at and what helps, nothing of what you have said.",
		),
	),
	TrustForm(
		REFERRAL,
		"When the centre refers you to a hospital or another office",
		(TrustCase("", {}, named=("recorded_by",)),),
		told=("Whoever you are referred to learns what is needed, with your consent wherever possible.",),
	),
)

EVIDENCE = (
	Evidence(SHIFT),
	Evidence(APPOINTMENT),
	Evidence(NOTE),
	Evidence(FEEDBACK),
	Evidence(REFERRAL),
	Evidence("Campus Psych Analysis Report", ("Published",)),
)

UNSEALED = (
	Unsealed("Campus Counselling Concern", "the school's own list"),
	Unsealed("Campus Session Note Template", "headings of the school's own"),
	Unsealed("Campus Feedback Phrase", "phrases of the school's own"),
)
