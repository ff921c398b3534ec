"""The words in which purposes, bases and retention are said: whoever reads the record of processing meets the same ones."""

LAW_OF_EDUCATION = "Duty of the school by law: protecting students' life and safety"
MANAGEMENT = "Needed for the school's management by its lawful rules"
CARE = "Duty of the school by law; sensitive data by separate consent or to protect life"
CONSENT = "The student's separate consent for each purpose, or to protect life"
EVIDENCE = "Duty to be able to show what was done, when and by whom"

STUDENTS, STAFF = "Students themselves", "Staff"
STUDENTS_FAMILIES, STUDENTS_STAFF = "Students and their families", "Students and staff"

WITH_FILE = "Kept with the student's file; the app deletes nothing by itself"
WITH_PSYCH_FILE = (
	"Kept for some years after leaving, by the school's setting; then destroyed, once two people have signed"
)
WITH_EVIDENCE = "Kept as evidence; the app deletes nothing by itself"
FOR_DAYS = "Deleted by the app after {0} days"
