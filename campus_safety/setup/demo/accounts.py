"""One account for every role, more where a scene needs them, e.g. counsellors of different classes."""

import secrets

import frappe

from campus_safety.domain import roles as r
from campus_safety.setup.demo import units as u
from campus_safety.setup.desk import PROFILE

DOMAIN = "demo.campus"
PASSWORD_KEY = "campus_demo_password"

# account, name, role, unit shown in the table of accounts. The administrator comes first: the framework makes
# the first account of a site one.
STAFF = (
	("sysadmin", "田宇", r.SYSTEM_MANAGER, "图书信息中心"),
	("counsellor", "王晓敏", r.COUNSELLOR, "软件技术2601班"),
	("counsellor2", "李建国", r.COUNSELLOR, "大数据技术2601班"),
	("counsellor3", "孙丽华", r.COUNSELLOR, "护理2601班"),
	("counsellor4", "周文涛", r.COUNSELLOR, "数控技术2601班"),
	("adviser", "陈静", r.CLASS_ADVISER, "软件技术2601班"),
	("adviser2", "赵雪梅", r.CLASS_ADVISER, "护理2601班"),
	("mentor", "刘洋", r.MENTOR, "软件技术2601班"),
	("psychhead", "林若兰", r.PSYCH_HEAD, "心理健康教育中心"),
	("psychteacher", "何思远", r.PSYCH_TEACHER, "心理健康教育中心"),
	("dorm", "宋桂英", r.DORM_MANAGER, "1号楼"),
	("dorm2", "钱秀芳", r.DORM_MANAGER, "2号楼"),
	("guard", "马强", r.SECURITY_GUARD, "安全保卫处"),
	("lead", "张伟民", r.COLLEGE_LEAD, u.INFORMATION),
	("lead2", "吴丽萍", r.COLLEGE_LEAD, u.NURSING),
	("lead3", "郑志刚", r.COLLEGE_LEAD, u.MACHINERY),
	("affairs", "黄海燕", r.STUDENT_AFFAIRS, "学生工作处(团委)"),
	("security", "高峰", r.SECURITY_OFFICE, "安全保卫处"),
	("safety", "罗建平", r.SAFETY_OFFICE, "安委会办公室"),
	("office", "梁颖", r.SCHOOL_OFFICE, "党委(校长)办公室"),
	("publicity", "谢婷", r.PUBLICITY, "党委宣传部"),
	("academic", "唐立新", r.ACADEMIC_AFFAIRS, "教务处"),
	("logistics", "韩志远", r.LOGISTICS, "总务处"),
	("employment", "曹敏", r.EMPLOYMENT_OFFICE, "招生就业与校企合作处"),
	("itcentre", "邓凯", r.IT_CENTRE, "图书信息中心"),
	("hr", "冯雅琴", r.HR_OFFICE, "组织人事部"),
	("quality", "程建华", r.QUALITY_OFFICE, "质量控制与绩效管理办公室"),
	("discipline", "袁正", r.DISCIPLINE_OFFICE, "纪委办公室"),
	("leader", "许国栋", r.SCHOOL_LEADER, u.SCHOOL),
)
PORTAL_STUDENT = "student"  # linked to a student in students.py


def user_of(account: str) -> str:
	return f"{account}@{DOMAIN}"


def create() -> None:
	password = get_password()
	for account, name, role, _unit in STAFF:
		_make(account, name, role, "System User", password)
	_make(PORTAL_STUDENT, "郭一凡", r.STUDENT_USER, "Website User", password)


def get_password() -> str:
	"""One password for all demo accounts of this site, made once and kept in its configuration."""
	password = frappe.conf.get(PASSWORD_KEY)
	if not password:
		from frappe.installer import update_site_config

		password = f"Campus-{secrets.token_hex(5)}"
		update_site_config(PASSWORD_KEY, password)
		frappe.local.conf[PASSWORD_KEY] = password
	return password


def _make(account: str, name: str, role: str, user_type: str, password: str) -> None:
	if frappe.db.exists("User", user_of(account)):
		return
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": user_of(account),
			"first_name": name,
			"language": "zh",
			"time_zone": "Asia/Shanghai",
			"user_type": user_type,
			"mobile_no": _number_of(account),
			"send_welcome_email": 0,
			"module_profile": None if role == r.SYSTEM_MANAGER else PROFILE,
			"new_password": password,
			"roles": [{"role": role}],
		}
	)
	user.flags.no_welcome_mail = True
	user.flags.ignore_password_policy = True  # random, and only for a demo
	user.insert()


def _number_of(account: str) -> str | None:
	"""A telephone that nobody has, for everybody who is rung."""
	place = next((place for place, (name, *_rest) in enumerate(STAFF, start=1) if name == account), None)
	return place and f"138053100{place:02}"


def get_table() -> list[dict]:
	password = get_password()
	rows = [*STAFF, (PORTAL_STUDENT, "郭一凡", r.STUDENT_USER, "软件技术2601班")]
	return [
		{"role": role, "user": user_of(account), "password": password, "unit": unit, "name": name}
		for account, name, role, unit in rows
	]
