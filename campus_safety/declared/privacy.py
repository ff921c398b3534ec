"""What the personal information law asks: what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.waiting import Waiting

KEEPERS = (r.SAFETY_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)

WAITING = (
	Waiting(
		"Requests about personal information to answer",
		"Campus Data Request",
		lambda user, today: {"status": "Open"},
		when="due",
		due=True,
		roles=(r.STUDENT_AFFAIRS, r.PSYCH_HEAD),
		title=("kind", "student"),
	),
	Waiting(
		"Holds to release with a second key",
		"Campus Legal Hold",
		lambda user, today: {"status": "Release Proposed", "release_proposed_by": ("!=", user)},
		when="release_proposed_at",
		roles=KEEPERS,
		title=("subject_type",),
	),
	Waiting(
		"Impact assessments to approve",
		"Campus Impact Assessment",
		lambda user, today: {"status": "Draft", "recorded_by": ("!=", user)},
		when="creation",
		roles=(r.SCHOOL_LEADER,),
		title=("title",),
	),
	Waiting(
		"Impact assessments to renew",
		"Campus Impact Assessment",
		lambda user, today: {"status": "Approved", "valid_until": ("<=", today)},
		when="valid_until",
		due=True,
		roles=(r.SAFETY_OFFICE,),
		title=("title",),
	),
)

AWAITED = (
	Waiting(
		"Requests about personal information waiting for an answer",
		"Campus Data Request",
		lambda user, today: {"status": "Open", "recorded_by": user},
		when="due",
		due=True,
		roles=(r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD),
		title=("kind", "student"),
	),
)

TRUST = (
	TrustForm(
		"Campus Data Request",
		"When you ask about your own information",
		(
			TrustCase(
				"About anything but psychological records",
				{"decider": r.STUDENT_AFFAIRS, "filed_by_student": 1},
			),
			TrustCase("About psychological records", {"decider": r.PSYCH_HEAD, "filed_by_student": 1}),
		),
	),
)

INDEXES = (
	Index("Campus Data Request", ("student", "creation")),
	Index("Campus Data Request", ("decider", "status", "due")),
	Index("Campus Impact Assessment", ("activity", "status")),
)

EVIDENCE = (
	Evidence("Campus Data Request"),
	Evidence("Campus Legal Hold"),
	Evidence("Campus Impact Assessment"),
)
