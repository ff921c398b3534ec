"""The school, its colleges with their classes, its departments."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.setup.demo.records import make

SCHOOL = "示范职业学院"
INFORMATION, NURSING, MACHINERY = "信息工程学院", "护理健康学院", "机电工程学院"

# college → (class, grade)
CLASSES = {
	INFORMATION: (
		("软件技术2601班", "2026"),
		("软件技术2501班", "2025"),
		("大数据技术2601班", "2026"),
		("物联网应用2401班", "2024"),
	),
	NURSING: (("护理2601班", "2026"), ("护理2602班", "2026"), ("康复治疗2501班", "2025")),
	MACHINERY: (("数控技术2601班", "2026"), ("机电一体化2501班", "2025"), ("新能源汽车2601班", "2026")),
}
# department → (other names, office)
DEPARTMENTS = {
	"党委(校长)办公室": ("", r.SCHOOL_OFFICE),
	"安委会办公室": ("安全工作委员会", r.SAFETY_OFFICE),
	"学生工作处(团委)": ("学工处，学生处，团委", r.STUDENT_AFFAIRS),
	"安全保卫处": ("保卫处", r.SECURITY_OFFICE),
	"党委宣传部": ("宣传部", r.PUBLICITY),
	"教务处": ("", r.ACADEMIC_AFFAIRS),
	"总务处": ("后勤处", r.LOGISTICS),
	"招生就业与校企合作处": ("招就处", r.EMPLOYMENT_OFFICE),
	"图书信息中心": ("", r.IT_CENTRE),
	"组织人事部": ("组织人事部门，人事处", r.HR_OFFICE),
	"质量控制与绩效管理办公室": ("质控绩效办", r.QUALITY_OFFICE),
	"纪委办公室": ("纪委", r.DISCIPLINE_OFFICE),
	"马克思主义学院": ("", None),
	"心理健康教育中心": ("心理咨询中心", r.PSYCH_HEAD),
}


def create() -> None:
	_make(SCHOOL, "School")
	for department, (aliases, office) in DEPARTMENTS.items():
		_make(department, "Department", SCHOOL, aliases=aliases, office_role=office)
	for college, classes in CLASSES.items():
		_make(college, "College", SCHOOL)
		for class_name, grade in classes:
			_make(class_name, "Class", college, grade=grade)


def _make(title: str, kind: str, parent: str | None = None, **values) -> None:
	make(
		"Campus Unit",
		{"unit_name": title},
		{
			"unit_type": kind,
			"parent_campus_unit": name_of(parent),
			"is_group": int(kind in ("School", "College")),
			**values,
		},
	)


def name_of(title: str | None) -> str | None:
	"""The document name behind a unit's title."""
	return title and frappe.db.get_value("Campus Unit", {"unit_name": title})
