"""Why lists of a host are read, and how long what is said about them is kept."""

from campus_safety.access.purpose_words import FOR_DAYS, MANAGEMENT, STAFF, STUDENTS_STAFF
from campus_safety.domain.privacy.processing import Processing

OF_HOSTS: dict[str, Processing] = {
	"Campus Host Mapping": Processing(
		"Knowing where the school's own ERP or staff directory is read, and by whose order",
		STAFF,
		"Account of whoever chose the schedule; the directory's key, encrypted",
		MANAGEMENT,
		"Until the school deletes it",
	),
	"Campus Host Sync": Processing(
		"Taking over the lists of the school's own ERP or staff directory, one way",
		STUDENTS_STAFF,
		"Counts; of refused records the value that is wrong; names of who is gone there and kept here",
		MANAGEMENT,
		FOR_DAYS,
		setting="import_keep_days",
	),
}
