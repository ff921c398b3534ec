"""A big school, filled set-based in a minute or two: students, posts, duties, talks, contacts, leaves, nights, gates, cases."""

from datetime import date, datetime, timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make

PREFIX = "BIG"
TODAY = date(2026, 11, 25)
STAMP = "'2026-11-25 08:00:00','2026-11-25 08:00:00','Administrator','Administrator',0,0"
STANDARD = "creation,modified,owner,modified_by,docstatus,idx"
CLASS, COLLEGE, BUILDING = 40, 3_000, 1_500  # students in each
DUTY, TALK, CONTACT, LEAVE, ROW, EVENT, CASE = (
	"Campus Duty Obligation",
	"Campus Heart Talk",
	"Campus Parent Contact",
	"Campus Leave Permit",
	"Campus Night Roll Call Row",
	"Campus Gate Event",
	"Campus Absence Case",
)
BIG = (DUTY, TALK, CONTACT, LEAVE, ROW, EVENT, "Campus Student")
STAFF = {
	"counsellor": r.COUNSELLOR,
	"lead": r.COLLEGE_LEAD,
	"dorm": r.DORM_MANAGER,
	"affairs": r.STUDENT_AFFAIRS,
	"safety": r.SAFETY_OFFICE,
	"leader": r.SCHOOL_LEADER,
}


def fill(students: int, months: int, per_student: int, nights: int) -> dict[str, str]:
	"""{who: account}. months: of duties of eight rules; per_student: talks; nights: roll calls. Run on a site of its own."""
	frappe.set_user("Administrator")
	make.make_term(TODAY)
	_units(students)
	_students(students)
	users = _staff()
	_duties(months)
	_records(per_student)
	_nights(nights)
	for doctype in BIG:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()
	frappe.clear_cache()
	return users


def _sql(statement: str, values=None) -> None:
	"""Raw and committed: a school of this size is made in sets, on a site of its own."""
	frappe.db.sql(statement, values or {"none": 0})
	frappe.db.commit()


def _units(students: int) -> None:
	school = make.make_unit(f"{PREFIX}学校", "School")
	colleges = [
		make.make_unit(f"{PREFIX}学院{n}", "College", school) for n in range(max(1, students // COLLEGE))
	]
	for number in range(students // CLASS):
		make.make_unit(f"{PREFIX}班{number:04}", "Class", colleges[number * CLASS // COLLEGE % len(colleges)])
	campus = make.make_dormitory(f"{PREFIX}校区", "Campus")
	for number in range(max(1, students // BUILDING)):
		building = make.make_dormitory(f"{PREFIX}{number}号楼", "Building", campus)
		make.make_dormitory(f"{number}01", "Room", building)
	frappe.db.commit()


def _students(students: int) -> None:
	units = frappe.get_all(
		"Campus Unit", {"unit_name": ("like", f"{PREFIX}班%")}, ["name", "college"], order_by="unit_name"
	)
	buildings = frappe.get_all(
		"Campus Dormitory", {"dormitory_name": ("like", f"{PREFIX}%号楼")}, pluck="name", order_by="lft"
	)
	rooms = frappe.get_all(
		"Campus Dormitory",
		{"dormitory_type": "Room", "parent_campus_dormitory": ("in", buildings)},
		["name", "parent_campus_dormitory"],
		order_by="lft",
	)
	rows = [
		(
			f"{PREFIX}{n:06}",
			f"{PREFIX}{n:06}",
			f"学生{n}",
			units[n // CLASS].name,
			units[n // CLASS].college,
			"Enrolled",
			"Dormitory",
			rooms[n // BUILDING % len(rooms)].name,
			rooms[n // BUILDING % len(rooms)].parent_campus_dormitory,
			*("2026-11-25 08:00:00",) * 2,
			*("Administrator",) * 2,
		)
		for n in range(students)
	]
	frappe.db.bulk_insert(
		"Campus Student",
		[
			"name",
			"student_no",
			"student_name",
			"unit",
			"college",
			"status",
			"residence_type",
			"dormitory",
			"dormitory_building",
			*("creation", "modified", "owner", "modified_by"),
		],
		rows,
		chunk_size=5_000,
	)
	frappe.db.commit()


def _staff() -> dict[str, str]:
	users = {who: make.make_user(f"big-{who}@bench.test", role) for who, role in STAFF.items()}
	unit = frappe.db.get_value(
		"Campus Unit", {"unit_name": f"{PREFIX}班0000"}, ["name", "college"], as_dict=True
	)
	if not frappe.db.exists("Campus Network Assignment", {"holder_user": users["counsellor"]}):
		for name in frappe.get_all(
			"Campus Unit",
			{"college": unit.college, "unit_type": "Class"},
			pluck="name",
			limit=5,
			order_by="unit_name",
		):
			make.assign(users["counsellor"], "Counsellor", "Class", unit=name)
		make.assign(users["lead"], "College Lead", "College", unit=unit.college)
		make.assign(
			users["dorm"],
			"Dorm Manager",
			"Dormitory",
			dormitory=frappe.db.get_value("Campus Student", f"{PREFIX}000000", "dormitory_building"),
		)
	frappe.db.commit()
	return users


def _duties(months: int) -> None:
	rules = frappe.get_all(
		"Campus Duty Rule", {"subject_type": "Student"}, pluck="name", order_by="name", limit=8
	)
	first = date(2026, 11, 1)
	for month in range(months):
		start = (first - timedelta(days=28 * month)).replace(day=1)
		end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
		for number, rule in enumerate(rules):
			# one in fifty is overdue, some of this month's are open: as of a school that keeps up
			state = "'Open'" if not month else "'Done'"
			_sql(
				f"""insert ignore into `tab{DUTY}` (name,{STANDARD},rule,subject_doctype,subject,student,unit,college,term,responsible_user,
				period_start,period_end,due_date,count_until,min_count,done_count,state,is_risk,names_student,escalation_step)
				select concat(%(start)s,{number},s.name),{STAMP},%(rule)s,'Campus Student',s.name,s.name,s.unit,s.college,'2026-2027-1',
				if(s.unit < 'x', a.holder_user, null),%(start)s,%(end)s,%(end)s + interval 3 day,%(end)s,1,0,
				if(crc32(concat(s.name,{number},{month})) %% 50 = 0, 'Overdue', if(crc32(s.name) %% 3, 'Done', {state})),crc32(s.name) %% 40 = 0,1,0
				from `tabCampus Student` s left join (select unit, min(holder_user) holder_user from `tabCampus Network Assignment` where status = 'Active' group by unit) a on a.unit = s.unit
				where s.name like '{PREFIX}%%'""",
				{"rule": rule, "start": start, "end": end},
			)


def _records(per_student: int) -> None:
	for turn in range(per_student):
		day = f"date_sub('2026-11-25 10:00:00', interval (crc32(concat(s.name,{turn})) %% 120) day)"
		_sql(
			f"""insert ignore into `tab{TALK}` (name,{STANDARD},student,student_name,unit,college,term,recorded_by,talk_time,occurred_on,status,talk_type,mode,counts)
			select concat('{PREFIX}T{turn}',s.name),{STAMP},s.name,s.student_name,s.unit,s.college,'2026-2027-1','big-counsellor@bench.test',{day},{day},
			if(crc32(s.name) %% 97 = {turn}, 'Void', 'Recorded'),'Routine','In Person',1 from `tabCampus Student` s where s.name like '{PREFIX}%%'"""
		)
	_sql(
		f"""insert ignore into `tab{CONTACT}` (name,{STANDARD},student,student_name,unit,college,term,recorded_by,contact_time,occurred_on,status,channel,counts)
		select concat('{PREFIX}P',s.name),{STAMP},s.name,s.student_name,s.unit,s.college,'2026-2027-1','big-counsellor@bench.test',{day},{day},'Recorded','Phone',1 from `tabCampus Student` s where s.name like '{PREFIX}%%'"""
	)
	_sql(
		f"""insert ignore into `tab{LEAVE}` (name,{STANDARD},student,student_name,unit,college,term,recorded_by,leave_type,from_time,to_time,days,status,workflow_state,occurred_on)
		select concat('{PREFIX}L',s.name),{STAMP},s.name,s.student_name,s.unit,s.college,'2026-2027-1','big-counsellor@bench.test','Personal',{day},{day} + interval 1 day,1,
		if(crc32(s.name) %% 211 = 0, 'Pending', 'Closed'),'Closed',{day} from `tabCampus Student` s where s.name like '{PREFIX}%%'"""
	)
	_sql(
		f"""insert ignore into `tab{EVENT}` (name,{STANDARD},student,event_time,direction,dormitory,unit,college)
		select concat('{PREFIX}E',s.name),{STAMP},s.name,{day},'In',s.dormitory_building,s.unit,s.college from `tabCampus Student` s where s.name like '{PREFIX}%%'"""
	)


def _nights(nights: int) -> None:
	head = "Campus Night Roll Call"
	for number in range(nights):
		night = datetime.combine(TODAY - timedelta(days=number), datetime.min.time()).date()
		_sql(
			f"""insert ignore into `tab{head}` (name,{STANDARD},dormitory,roll_date,status,roll_mode,beds,missing,reported_at)
			select concat('{PREFIX}N',d.name,%(night)s),{STAMP},d.name,%(night)s,'Locked','Everyone',{BUILDING},0,concat(%(night)s,' 22:40:00')
			from `tabCampus Dormitory` d where d.dormitory_type = 'Building' and d.dormitory_name like '{PREFIX}%%'""",
			{"night": night},
		)
		_sql(
			f"""insert ignore into `tab{ROW}` (name,{STANDARD},parent,parenttype,parentfield,student,room,status,confirmed,roll_date,dormitory,unit,college,marked_at)
			select concat('{PREFIX}R',%(night)s,s.name),{STAMP},concat('{PREFIX}N',s.dormitory_building,%(night)s),'{head}','rows',s.name,s.dormitory,'In',1,%(night)s,s.dormitory_building,s.unit,s.college,concat(%(night)s,' 22:35:00')
			from `tabCampus Student` s where s.name like '{PREFIX}%%'""",
			{"night": night},
		)


def empty() -> None:
	"""Take everything out again."""
	for doctype in (*BIG, CASE, "Campus Night Roll Call", "Campus Coverage Run", "Campus Coverage Run Rule"):
		if doctype == "Campus Student":
			_sql(f"delete from `tab{doctype}` where name like '{PREFIX}%%'")
		else:
			_sql(f"delete from `tab{doctype}`")
	for doctype, field in (("Campus Unit", "unit_name"), ("Campus Dormitory", "dormitory_name")):
		_sql(f"delete from `tab{doctype}` where `{field}` like '{PREFIX}%%' or name like '{PREFIX}%%'")
	_sql("delete from `tabCampus Network Assignment` where holder_user like 'big-%%'")
	frappe.clear_cache()
