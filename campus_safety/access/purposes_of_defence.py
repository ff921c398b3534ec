"""Why personal information of guards, visitors and holders of prohibited items is kept: a part of `purposes.PURPOSES`."""

from campus_safety.access.purpose_words import (
	EVIDENCE,
	FOR_DAYS,
	LAW_OF_EDUCATION,
	STAFF,
	STUDENTS_STAFF,
	WITH_EVIDENCE,
)
from campus_safety.domain.privacy.processing import Processing

OF_DEFENCE: dict[str, Processing] = {
	"Campus Patrol Log": Processing(
		"Guards are on post in time and walk their round; what nobody walked is called while there is time",
		STAFF,
		"Who passed which point when; no other positions",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Defence Facility": Processing(
		"What guards the campus is tried again and again",
		STAFF,
		"Who tried it last; places, no people",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Equipment Check": Processing(
		"Guards' equipment is there, whole and not expired",
		STAFF,
		"Who counted",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Gate Visit": Processing(
		"Only expected visitors come in, and who is inside is known in an emergency",
		"Visitors and their hosts",
		"Name, last four digits of the identity number, phone, number plate, host, times",
		LAW_OF_EDUCATION,
		FOR_DAYS,
		setting="gate_visit_keep_days",
	),
	"Campus Opinion Item": Processing(
		"What is said in public is verified, answered and, where it is unlawful, taken down",
		STUDENTS_STAFF,
		"Where it stands, what it says, which student it is about, saved evidence",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Prohibited Item": Processing(
		"Dangerous things are taken away before witnesses and handed on",
		STUDENTS_STAFF,
		"Whose it was, what was done with it",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Dispute Case": Processing(
		"Quarrels are settled by somebody of neither side before they turn violent, and looked at again",
		STUDENTS_STAFF,
		"Who stands on which side, what each says, what was agreed",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus CCTV Review": Processing(
		"Footage is looked at for a reason that somebody has given, and every copy is known",
		STAFF,
		"Who looked at which camera for whom; facts without names of students",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
}
