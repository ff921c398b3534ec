"""The school, its colleges with their classes, its departments."""

import frappe

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
DEPARTMENTS = (
	"党委(校长)办公室",
	"安委会办公室",
	"学生工作处(团委)",
	"安全保卫处",
	"党委宣传部",
	"教务处",
	"总务处",
	"招生就业与校企合作处",
	"图书信息中心",
	"组织人事部",
	"质量控制与绩效管理办公室",
	"纪委办公室",
	"马克思主义学院",
	"心理健康教育中心",
)


def create() -> None:
	_make(SCHOOL, "School")
	for department in DEPARTMENTS:
		_make(department, "Department", SCHOOL)
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
