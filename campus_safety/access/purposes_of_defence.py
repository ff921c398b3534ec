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
	"Campus Prohibited Item": Processing(
		"Dangerous things are taken away before witnesses and handed on",
		STUDENTS_STAFF,
		"Whose it was, what was done with it",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
}
