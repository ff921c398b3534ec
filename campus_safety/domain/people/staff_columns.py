"""What the columns of a list of staff can mean, and the words with which offices head them and name posts."""

import re
from datetime import date, timedelta

from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets import telephones
from campus_safety.domain.sheets.sheet_header import Vocabulary
from campus_safety.domain.sheets.sheet_header import make_target as _target
from campus_safety.domain.sheets.sheet_values import BadValue

LONGEST_PLAN = timedelta(days=400)  # a post that begins later is a slip of the pen
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}$")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$")
_SEVERAL = re.compile(r"[、，,;；/\n\r|]+")


def is_mail_domain(text: str) -> bool:
	return bool(_DOMAIN.match(text))


def email(text: str) -> str:
	"""Errors: email_form."""
	value = values.without_blanks(text).lower()
	if not _EMAIL.match(value):
		raise BadValue("email_form")
	return value


def staff_no(text: str) -> str:
	"""Errors: digits_lost, staff_no_characters, staff_no_is_identity."""
	try:
		return values.student_no(text)
	except BadValue as error:
		if error.code == "digits_lost":
			raise
		raise BadValue(error.code.replace("student_no", "staff_no")) from None


def first_day(text: str, today: date) -> date:
	"""The first day of a post, which may lie ahead. Errors: as of every date."""
	return values.day(text, today + LONGEST_PLAN)


def several(text: str) -> tuple[str, ...]:
	"""软件2601班、软件2602班: each once, in the order of the cell."""
	parts = (values.short_code(part) for part in _SEVERAL.split(text) if part.strip())
	return tuple(dict.fromkeys(part for part in parts if part))


TARGETS = (
	_target("staff_no", "Staff No", staff_no, "工号 职工号 教工号 教职工号 教师工号 人员编号 职工编号", 40),
	_target(
		"staff_name", "Staff Name", values.person_name, "姓名 教师姓名 教工姓名 职工姓名 名字 人员姓名", 60
	),
	_target(
		"email",
		"Email",
		email,
		"邮箱 电子邮箱 邮件 电子邮件 邮箱地址 账号 登录账号 用户名 email",
		140,
	),
	_target(
		"mobile",
		"Mobile",
		telephones.mobile,
		"手机 手机号 手机号码 联系电话 电话 联系方式 移动电话 电话号码 教师电话 phone tel",
		60,
	),
	_target(
		"position",
		"Position or Office",
		several,
		"岗位 岗位名称 职务 岗位或部门 岗位部门 角色 身份 担任岗位 所任岗位 职责",
		200,
	),
	_target(
		"scope",
		"Looks After",
		several,
		"负责范围 范围 班级 所带班级 负责班级 带班 管理班级 带班班级 联系班级 负责单位 楼栋 负责楼栋 宿舍楼 "
		"管理楼栋 班级或楼栋 负责班级/楼栋 负责班级或楼栋 负责班级楼栋 班级/楼栋 所带班级/楼栋 负责班级或宿舍楼",
		2000,
	),
	_target(
		"college",
		"College",
		values.plain,
		"学院 系部 院系 二级学院 所在学院 所属学院 系 部门 所在部门 所属部门 单位 所在单位 工作单位",
	),
	_target("from_date", "From Date", first_day, "起始日期 任职日期 开始日期 任职时间 起聘日期", 40, True),
)
VOCABULARY = Vocabulary(TARGETS, key="staff_name")

# what people write for a shipped position or an office beside its name on the screen; positions come first
POSITION_WORDS = {
	"Counsellor": "专职辅导员 兼职辅导员 辅导老师 年级辅导员",
	"Class Adviser": "班导师 班导 班级导师",
	"Mentor": "导师 专任教师 成长导师 学业导师",
	"Dorm Manager": "宿管 宿舍管理员 楼管 公寓管理员 宿管员 宿管老师 楼栋管理员",
	"College Lead": "学院负责人 二级学院书记 学院书记 系主任 院长 二级学院负责人",
	"College Psych Station Head": "心理辅导站站长 二级心理站站长",
	"Liaison Cadre": "联络干部 联系干部",
}
OFFICE_WORDS = {
	"Campus Student Affairs": "学工处 学生处 学工部 学生工作处 学工",
	"Campus Psych Teacher": "心理老师 心理教师 心理咨询师 专职心理教师",
	"Campus Psych Head": "心理中心主任 心理健康教育中心主任",
	"Campus Security Guard": "保安 保安员 门卫",
	"Campus Security Office": "保卫处 安保处 安全保卫处 保卫科",
	"Campus Safety Office": "安委会办公室 安委办 安全办",
	"Campus School Leader": "校领导 校长 副校长 党委书记 党委副书记",
	"Campus School Office": "党委办公室 校长办公室 党委(校长)办公室 办公室",
	"Campus Academic Affairs": "教务处 教务",
	"Campus Logistics": "总务处 后勤处 后勤 校医院",
	"Campus HR Office": "组织人事部 人事处 组织人事处",
	"Campus Publicity": "宣传部 党委宣传部",
	"Campus Employment Office": "招就处 招生就业处",
	"Campus IT Centre": "图书信息中心 信息中心 网络中心",
	"Campus Quality Office": "质控绩效办 质控办",
	"Campus Discipline Office": "纪委办 纪委办公室 纪检",
}

# the sheet that is handed out to be filled in; a row of examples is never taken
TEMPLATE = (
	("工号", "例：10086", "例：20031"),
	("姓名", "例：王晓敏", "例：宋桂英"),
	("邮箱", "wangxm@school.edu.cn", ""),
	("手机", "13800138000", "13800138001"),
	("岗位或部门", "辅导员", "宿管员"),
	("学院", "信息工程学院", ""),
	("负责范围", "软件技术2601班、软件技术2602班", "1号楼"),
	("起始日期", "2026-09-01", ""),
)
