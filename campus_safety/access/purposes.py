"""Why personal information is kept, whose, which, and how long: one line per DocType that has any (PIPL 55–56).

The record of processing 个人信息处理活动记录 (report Campus Processing Record) is rendered from it and from `rules.py`, which says
who reads. `tests/declarations/test_purposes.py` holds every DocType with personal data to a line here.
"""

from campus_safety.access.purpose_words import (
	CARE,
	EVIDENCE,
	FOR_DAYS,
	LAW_OF_EDUCATION,
	MANAGEMENT,
	STAFF,
	STUDENTS,
	STUDENTS_FAMILIES,
	STUDENTS_STAFF,
	WITH_EVIDENCE,
	WITH_FILE,
)
from campus_safety.access.purposes_of_care import OF_CARE
from campus_safety.access.purposes_of_defence import OF_DEFENCE
from campus_safety.access.purposes_of_education import OF_EDUCATION
from campus_safety.access.purposes_of_hosts import OF_HOSTS
from campus_safety.domain.privacy.processing import Processing

PURPOSES: dict[str, Processing] = {
	# people
	"Campus Student": Processing(
		"Knowing who is at school, where they live and whom to call",
		STUDENTS_FAMILIES,
		"Name, number, class, room, phone, address, identity number (encrypted), guardians' names and phones",
		MANAGEMENT,
		WITH_FILE,
	),
	"Campus Student Import": Processing(
		"Taking over the college's own lists of students",
		STUDENTS_FAMILIES,
		"The uploaded list, with identity numbers in plain text",
		MANAGEMENT,
		FOR_DAYS,
		setting="import_keep_days",
	),
	"Campus Staff Import": Processing(
		"Taking over the school's own list of staff, their accounts and posts",
		STAFF,
		"The uploaded list: name, staff number, address, phone, position",
		MANAGEMENT,
		FOR_DAYS,
		setting="import_keep_days",
	),
	"Campus Network Assignment": Processing(
		"Who looks after whom in the four-level network",
		STUDENTS_STAFF,
		"Position, scope, dates, training",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Hidden Officer": Processing(
		"Somebody notices what no office would be told",
		STUDENTS_STAFF,
		"That somebody is a hidden safety officer, where, telephone (encrypted)",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Staff Qualification": Processing(
		"Only qualified people count as full-time counsellors, psych teachers and guards",
		STAFF,
		"Certificate, validity, background check",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Training Record": Processing(
		"Showing that every post was trained",
		STUDENTS_STAFF,
		"Topic, hours, date",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	# home and school, daily care
	"Campus Home Visit": Processing(
		"Visiting families of key students",
		STUDENTS_FAMILIES,
		"Address, family situation, findings, photos, guardian's signature",
		LAW_OF_EDUCATION,
		WITH_FILE,
	),
	"Campus Parent Contact": Processing(
		"Talking with parents each term",
		STUDENTS_FAMILIES,
		"Who was spoken to, what was said at school and at home",
		LAW_OF_EDUCATION,
		WITH_FILE,
	),
	"Campus Parent Meeting": Processing(
		"Meeting the parents of a class",
		STUDENTS_FAMILIES,
		"Minutes, attendance",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Spot Check": Processing(
		"Checking by lot whether recorded contacts and visits took place",
		STUDENTS_STAFF,
		"Which records were checked, what the family said",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Heart Talk": Processing(
		"Noticing early when a student is not well",
		STUDENTS,
		"What was talked about, state of mind, what was done",
		CARE,
		WITH_FILE,
	),
	"Campus Dorm Visit": Processing(
		"Visiting every dormitory room monthly",
		STUDENTS_STAFF,
		"Rooms, findings",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	# leave
	"Campus Leave Permit": Processing(
		"Knowing who is away, where, and when they come back",
		STUDENTS_FAMILIES,
		"Times, destination, phone, reason, proof of illness",
		MANAGEMENT,
		WITH_FILE,
	),
	"Campus Leave Confirmation": Processing(
		"A parent confirms or refuses a leave",
		STUDENTS_FAMILIES,
		"Phone, time, answer",
		MANAGEMENT,
		WITH_FILE,
		given_to="The parent, by a one-time link",
	),
	"Campus Off Campus Residence": Processing(
		"Knowing who lives off campus, where, with whose consent",
		STUDENTS_FAMILIES,
		"Address, lease, guardian's consent, visits",
		LAW_OF_EDUCATION,
		WITH_FILE,
	),
	# gates and nights
	"Campus Gate Event": Processing(
		"Finding who does not come back at night",
		STUDENTS,
		"Passages: gate, time, direction",
		LAW_OF_EDUCATION,
		FOR_DAYS,
		setting="gate_retention_days",
	),
	"Campus Gate Import": Processing(
		"Taking over files of gate devices",
		STUDENTS,
		"The uploaded file and its refused rows",
		LAW_OF_EDUCATION,
		FOR_DAYS,
		setting="gate_retention_days",
	),
	"Campus Class Absence": Processing(
		"Noticing truancy on the same day", STUDENTS, "Course, time, excuse", MANAGEMENT, WITH_FILE
	),
	"Campus Trace Exclusion": Processing(
		"No alarm about who is known to be elsewhere", STUDENTS, "Dates, reason", LAW_OF_EDUCATION, WITH_FILE
	),
	"Campus Night Roll Call": Processing(
		"Knowing each night who is in",
		STUDENTS,
		"Status and time of each resident",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Stay Registration": Processing(
		"Knowing who stays in a break", STUDENTS, "Dates, reason", MANAGEMENT, WITH_FILE
	),
	"Campus Absence Case": Processing(
		"Finding a student who is missing",
		STUDENTS_FAMILIES,
		"Whereabouts, cause, calls made, what was found",
		CARE,
		WITH_EVIDENCE,
	),
	# duties and governance
	"Campus Mentor List": Processing(
		"Every student has a mentor",
		STUDENTS_STAFF,
		"Who mentors whom, evaluation",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Duty Obligation": Processing(
		"What is owed about whom, by whom, by when",
		STUDENTS_STAFF,
		"Subject, responsible person, state, exemption",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Duty Exemption": Processing(
		"Showing who was released from a duty, by whom, and why",
		STUDENTS_STAFF,
		"Subject, responsible person, reason, decision",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Safety Hazard": Processing(
		"Dangers on the campus are mended by one person and accepted by another",
		STAFF,
		"Who found, mended and accepted it, photos of places",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Inspection Campaign": Processing(
		"Each unit looks at the notice's checklist and shows what it has not looked at",
		STAFF,
		"Who looked, findings without names of students, photos of places",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Emergency Incident": Processing(
		"Who is in danger is helped at once, who must know is told in time, and what was done can be shown",
		STUDENTS_FAMILIES,
		"Whom it affects and how they are, who was told when, what was done by whom",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Incident Review": Processing(
		"The school learns from an incident, and shows which duties were fulfilled before it",
		STUDENTS_STAFF,
		"What happened and was done when and by whom, which duties were owed, what is to change",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Accountability Case": Processing(
		"Who fulfilled their duty is cleared, who did not is heard and answers for it",
		STAFF,
		"Duties, statement, finding, measure, appeal (encrypted); duties and calls with their times",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Police Push": Processing(
		"The police are told of whom the law asks, with as little as they need",
		STUDENTS,
		"Who, area, category; why it was necessary (encrypted); nothing of counselling, scores, diagnosis, poverty, family",
		LAW_OF_EDUCATION,
		"Area, necessity and answers are cleared after the term; that it was told stays as evidence",
		given_to="The police, once a school leader has approved; numbered, on paper",
	),
	"Campus Emergency Drill": Processing(
		"Drills are held, compared and lead to something; who cares for a student in need knows before",
		STAFF,
		"Who leads and marks, who was told beforehand, findings without names of students",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Muster Mark": Processing(
		"Nobody is left in a building",
		STUDENTS,
		"Who was expected at the assembly point, who came when; no reasons",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Emergency Plan": Processing(
		"Everybody knows who commands and who does what in an emergency",
		STAFF,
		"Who commands, heads of the groups",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Appeal Ticket": Processing(
		"Complaints are answered and solved in time, by somebody else than whom they are about",
		STUDENTS_STAFF,
		"What is asked for, who handles it, outcome; who asks stands apart",
		MANAGEMENT,
		WITH_EVIDENCE,
	),
	"Campus Appeal Sender": Processing(
		"Answering whoever asks, without telling whoever handles it who they are",
		STUDENTS_STAFF,
		"Name, contact (encrypted), or a code's digest without a name",
		MANAGEMENT,
		WITH_EVIDENCE,
	),
	"Campus Policy Assessment": Processing(
		"Rules that concern students or staff are assessed before they are issued",
		STUDENTS_STAFF,
		"Who was asked, what they objected, who reviewed and decided",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Implementation Report": Processing(
		"Each unit reports what it did about each clause, with figures nobody has to type",
		STAFF,
		"Who approved and who signed; figures that name no student",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Clause Task": Processing(
		"Tasks of departments and colleges under the notice",
		STAFF,
		"Who reported it as done",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Accountability Assessment": Processing(
		"Assessing whether duties were fulfilled",
		STAFF,
		"Rates, points, grade, comment, appeal",
		MANAGEMENT,
		WITH_EVIDENCE,
	),
	"Campus Alert": Processing(
		"Somebody who must act is called until one has it",
		STUDENTS_STAFF,
		"Student, kind, record number, who was told, who took it, the answer",
		LAW_OF_EDUCATION,
		WITH_EVIDENCE,
	),
	"Campus Duty Roster": Processing(
		"Knowing whom to call tonight",
		STAFF,
		"Name, shift, phone",
		MANAGEMENT,
		WITH_EVIDENCE,
	),
	"Campus Message Address": Processing(
		"Messages to a person over the school's own channels",
		STAFF,
		"Account at WeCom or DingTalk",
		MANAGEMENT,
		"Kept with the account; the app deletes nothing by itself",
	),
	"Campus Message Outbox": Processing(
		"Telling staff what waits for them",
		STAFF,
		"Recipient, document number, action",
		MANAGEMENT,
		WITH_EVIDENCE,
		given_to="The school's own message channels: number and action, no names",
	),
	# evidence and rights
	"Campus Access Log": Processing(
		"Showing who opened what",
		STUDENTS_STAFF,
		"Reader, record, time, reason, address",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Emergency Access": Processing(
		"Reviewing who broke the glass",
		STUDENTS_STAFF,
		"Reader, student, reason, review",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Seal Leaf": Processing(
		"Showing that no record was changed unseen",
		STAFF,
		"Digest, number, writer, time; no content",
		EVIDENCE,
		"Kept for ever: a digest without its salt tells nothing",
	),
	"Campus Seal Check": Processing(
		"Checking the seal", STAFF, "Who checked, what was found by number", EVIDENCE, WITH_EVIDENCE
	),
	"Campus Data Request": Processing(
		"Answering what a person asks about their own information",
		STUDENTS_FAMILIES,
		"Who asks, for what, the answer",
		"Duty by the personal information law",
		WITH_EVIDENCE,
	),
	"Campus Legal Hold": Processing(
		"Keeping what an inquiry needs from being deleted",
		STUDENTS_STAFF,
		"Whose records, why, who released them",
		EVIDENCE,
		WITH_EVIDENCE,
	),
	"Campus Impact Assessment": Processing(
		"Weighing what processing does to people before it begins",
		STAFF,
		"Who wrote and who approved it",
		"Duty by the personal information law",
		"Three years after the approval at least, as the law asks.",
	),
	"Campus Gate Device": Processing(
		"Knowing which machine sends passages",
		STAFF,
		"Account of the machine",
		MANAGEMENT,
		"Until the device is taken down",
	),
	**OF_CARE,
	**OF_DEFENCE,
	**OF_EDUCATION,
	**OF_HOSTS,
}
