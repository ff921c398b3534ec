"""Who looks after whom: network assignments, which give the accounts their scope."""

import frappe

from campus_safety.setup.demo import accounts, calendar, students, units

# account, position, level, scopes (units by title, dormitories by name)
POSTS = (
	("counsellor", "Counsellor", "Class", ("软件技术2601班", "软件技术2501班")),
	("counsellor2", "Counsellor", "Class", ("大数据技术2601班", "物联网应用2401班")),
	("counsellor3", "Counsellor", "Class", ("护理2601班", "护理2602班", "康复治疗2501班")),
	("counsellor4", "Counsellor", "Class", ("数控技术2601班", "机电一体化2501班", "新能源汽车2601班")),
	("adviser", "Class Adviser", "Class", ("软件技术2601班",)),
	("adviser2", "Class Adviser", "Class", ("护理2601班",)),
	("lead", "College Lead", "College", (units.INFORMATION,)),
	("lead2", "College Lead", "College", (units.NURSING,)),
	("lead3", "College Lead", "College", (units.MACHINERY,)),
	("safety", "Report Intake", "School", (units.SCHOOL,)),
	("dorm", "Dorm Manager", "Dormitory", ("1号楼",)),
	("dorm2", "Dorm Manager", "Dormitory", ("2号楼",)),
)
MENTORED = 3  # students at the end of the first class whom the mentor looks after


def create() -> None:
	for account, position, level, scopes in POSTS:
		for scope in scopes:
			field = "dormitory" if level == "Dormitory" else "unit"
			_make(account, position, level, {field: scope if level == "Dormitory" else units.name_of(scope)})
	first_class = students.people()[: students.PER_CLASS]
	for person in first_class[-MENTORED:]:
		_make("mentor", "Mentor", "Class", {"student": person.number})
	_make_room_leader(first_class[1].number)


def _make(account: str, position: str, level: str, scope: dict) -> None:
	_insert({"position": position, "holder_user": accounts.user_of(account), **scope}, level)


def _make_room_leader(student: str) -> None:
	room = frappe.db.get_value("Campus Student", student, "dormitory")
	if room:
		_insert({"position": "Room Leader", "holder_student": student, "dormitory": room}, "Dormitory")


def _insert(key: dict, level: str) -> None:
	if frappe.db.exists("Campus Network Assignment", key):
		return
	start = frappe.db.get_value("Campus Term", calendar.current_name(), "start_date")
	frappe.get_doc(
		{
			"doctype": "Campus Network Assignment",
			**key,
			"level": level,
			"from_date": start,
			"training_date": start,
		}
	).insert()
