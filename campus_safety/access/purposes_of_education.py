"""Why personal information of educations is kept: a part of `purposes.PURPOSES`."""

from campus_safety.access.purpose_words import (
	LAW_OF_EDUCATION,
	MANAGEMENT,
	STAFF,
	STUDENTS_STAFF,
	WITH_EVIDENCE,
)
from campus_safety.domain.privacy.processing import Processing

OF_EDUCATION: dict[str, Processing] = {
	"Campus Safety Education": Processing(
		"Every student gets the hours of safety and mental health education that are laid down",
		STUDENTS_STAFF,
		"What was taught to which class, who of it was absent",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Five Management": Processing(
		"Every class is looked at once a month: homework, sleep, phone, reading, physique",
		STAFF,
		"Who looked; nothing about single students",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Cultural Recommendation": Processing(
		"Students find books and films that do them good",
		STAFF,
		"Who recommends",
		MANAGEMENT,
		WITH_EVIDENCE,
	),
}
