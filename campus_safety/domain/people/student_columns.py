"""What the columns of a list of students can mean, and the words with which colleges head them."""

from collections.abc import Sequence

from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets import telephones, words
from campus_safety.domain.sheets.sheet_header import Vocabulary
from campus_safety.domain.sheets.sheet_header import make_target as _target
from campus_safety.domain.sheets.words import choice

_MOTHER, _FATHER = "母亲", "父亲"
TARGETS = (
	_target(
		"student_no",
		"Student No",
		values.student_no,
		"学号 学生编号 学生学号 学生号 校内学号 本校学号 在校学号 studentid",
		40,
	),
	_target("student_name", "Student Name", values.person_name, "姓名 学生姓名 名字 学生名字 学生 name", 60),
	_target("gender", "Gender", choice(words.GENDERS), "性别 学生性别 sex"),
	_target(
		"id_no",
		"ID Number",
		values.id_number,
		"身份证号 身份证号码 证件号码 身份证 证件号 公民身份号码 公民身份证号码 身份证件号 居民身份证号 居民身份证号码 "
		"身份证件号码 学生身份证号 idno idcard",
		40,
		True,
	),
	_target(
		"id_type",
		"ID Type",
		choice(words.PAPERS),
		"证件类型 身份证件类型 证件类别 证件种类 有效证件类型",
		40,
	),
	_target(
		"birth_date",
		"Birth Date",
		values.day,
		"出生日期 生日 出生年月 出生年月日 出生时间 出生 birthday dateofbirth",
		40,
		True,
	),
	_target(
		"college",
		"College",
		values.plain,
		"学院 系部 院系 二级学院 所在学院 所属学院 学院名称 系 系别 院部 院系名称 所在院系 "
		"所属院系 分院 教学系部 所属系部 系部名称 系别名称 所在系部 所属分院 二级学院名称 系部院 所在系 所属系",
	),
	_target(
		"unit",
		"Class",
		values.short_code,
		"班级 行政班 班级名称 行政班级 所在班级 班 班别 所属班级 行政班名称 行政班级名称 专业班级 class",
	),
	_target("grade", "Grade", values.short_code, "年级 所在年级 入学年级 当前年级 年级名称", 20),
	_target(
		"building",
		"Building",
		values.short_code,
		"宿舍楼 楼栋 楼号 宿舍楼号 公寓 公寓楼 公寓号 楼栋号 宿舍楼栋 楼宇 楼 楼栋名称 宿舍楼名称 公寓名称",
	),
	_target(
		"dormitory",
		"Room",
		values.short_code,
		"宿舍 宿舍号 寝室 房间号 寝室号 宿舍房间号 房间 宿舍房间 宿舍名称 住宿地址 宿舍地址 "
		"公寓房间号 房号 room",
	),
	_target("bed_no", "Bed No", values.short_code, "床号 床位 床位号 铺位 床铺 铺号 床位编号 bed", 20),
	_target(
		"mobile",
		"Mobile",
		telephones.mobile,
		"手机 手机号 手机号码 联系电话 学生电话 本人电话 学生手机 学生手机号 学生手机号码 "
		"学生联系电话 本人联系电话 本人手机 本人手机号 电话 联系方式 学生联系方式 电话号码 "
		"移动电话 phone tel",
		60,
	),
	_target(
		"residence_type",
		"Residence Type",
		choice(words.RESIDENCES),
		"住宿类型 住宿方式 住宿情况 是否住校 是否住宿 就读方式 住宿性质 走读住校 住校情况",
	),
	_target(
		"status",
		"Status",
		choice(words.STATUSES),
		"学籍状态 状态 学生状态 在校状态 在读状态 学籍情况",
	),
	_target(
		"home_address",
		"Home Address",
		values.plain,
		"家庭住址 家庭地址 住址 家庭详细地址 现住址 家庭现住址 通讯地址 地址 家庭住址详细 address",
		500,
	),
	_target(
		"admission_date",
		"Admission Date",
		values.day,
		"入学日期 入学时间 入校日期 入校时间 报到日期",
		40,
		True,
	),
	_target(
		"guardian_name",
		"Guardian Name",
		values.guardian_name,
		"家长姓名 监护人 监护人姓名 家长 家长名字 法定监护人 法定监护人姓名 联系人 家庭联系人 "
		"紧急联系人 紧急联系人姓名",
		60,
	),
	_target(
		"guardian_mobile",
		"Guardian Mobile",
		telephones.phone,
		"家长电话 监护人电话 家长手机 家长手机号 家长手机号码 家长联系电话 监护人手机 监护人手机号 "
		"监护人联系电话 监护人手机号码 家庭电话 家长联系方式 监护人联系方式 家庭联系电话 "
		"紧急联系电话 紧急联系人电话 家长电话号码",
		60,
	),
	_target(
		"guardian_relation",
		"Relation to Student",
		words.relation,
		"与学生关系 关系 家长关系 与本人关系 与学生的关系 与监护人关系 监护人关系 亲属关系 "
		"家长与学生关系 与家长关系 称谓",
		30,
	),
	_target(
		"guardian2_name",
		"Second Guardian Name",
		values.guardian_name,
		"家长2姓名 监护人2姓名 监护人2 家长2 第二监护人 第二监护人姓名 联系人2 联系人2姓名 监护人二姓名 家长二姓名",
		60,
	),
	_target(
		"guardian2_mobile",
		"Second Guardian Mobile",
		telephones.phone,
		"家长2电话 监护人2电话 家长2手机 监护人2手机 监护人2手机号 监护人2联系电话 家长2联系电话 第二监护人电话 "
		"联系人2电话 监护人二电话 家长二电话",
		60,
	),
	_target(
		"guardian2_relation",
		"Second Guardian Relation",
		words.relation,
		"家长2关系 监护人2关系 与监护人2关系 家长2与学生关系 监护人2与学生关系 第二监护人关系 联系人2关系",
		30,
	),
	_target(
		"card_no",
		"Card No",
		values.short_code,
		"卡号 校园卡号 一卡通号 一卡通卡号 校园卡 一卡通 门禁卡号 物理卡号 饭卡号 cardno cardid cardnumber",
		40,
	),
	_target("host_record", "Host Record", values.plain, "", 140),
	_target("father_name", "Father's Name", values.guardian_name, "父亲姓名 父亲 爸爸姓名 父亲名字", 60),
	_target(
		"father_mobile",
		"Father's Mobile",
		telephones.phone,
		"父亲电话 父亲手机 父亲手机号 父亲联系电话 父亲手机号码 父亲联系方式 爸爸电话",
		60,
	),
	_target("mother_name", "Mother's Name", values.guardian_name, "母亲姓名 母亲 妈妈姓名 母亲名字", 60),
	_target(
		"mother_mobile",
		"Mother's Mobile",
		telephones.phone,
		"母亲电话 母亲手机 母亲手机号 母亲联系电话 母亲手机号码 母亲联系方式 妈妈电话",
		60,
	),
)
GUARDIANS = (
	("guardian_name", "guardian_mobile", "guardian_relation", None),
	("guardian2_name", "guardian2_mobile", "guardian2_relation", None),
	("father_name", "father_mobile", None, _FATHER),
	("mother_name", "mother_mobile", None, _MOTHER),
)


def _settle(target: str | None, before: str | None, targets: Sequence[str | None]) -> str | None:
	if target == "mobile":  # a 联系电话 right after the parent's name is the parent's
		for names in GUARDIANS:
			if before in names and names[1] not in targets:
				return names[1]
	return target


# the number under which the country knows a student; it is often made of the identity number, and then refused
NATIONAL = dict.fromkeys(("学籍号", "学籍编号", "全国学籍号", "学籍辅号", "学籍号码"), "student_no")
VOCABULARY = Vocabulary(TARGETS, key="student_no", settle=_settle, weak=NATIONAL)

# the list that is handed out to be filled in; the row of examples is never taken
TEMPLATE = (
	("学号", "例：26010001"),
	("姓名", "张三"),
	("学院", "信息工程学院"),
	("班级", "软件技术2601班"),
	("性别", "男"),
	("身份证号", "18位，列设为文本"),
	("手机号", "13800138000"),
	("宿舍楼", "1号楼"),
	("宿舍", "301"),
	("床号", "2"),
	("家长姓名", "张大"),
	("家长电话", "13900139000"),
	("与学生关系", "父亲"),
	("家庭住址", "山东省……"),
)
