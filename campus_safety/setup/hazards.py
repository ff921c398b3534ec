"""Places, kinds of hazards and the notice's checklist (三(一)), seeded where a list is empty; afterwards the school's own."""

import frappe

AREA, CATEGORY, ITEM = "Campus Safety Area", "Campus Hazard Category", "Campus Inspection Item"

AREAS = (
	"教学楼",
	"实训楼与实验室",
	"学生宿舍",
	"食堂与商铺",
	"图书馆",
	"体育馆与操场",
	"礼堂与会议场所",
	"配电房、锅炉房与水泵房",
	"校内道路与停车场",
	"校门与围墙",
	"校园周边",
	"办公场所",
	"其他场所",
)
# kind, whether a photo is needed
CATEGORIES = (
	("消防", 1),
	("用电", 1),
	("燃气", 1),
	("建筑与设施", 1),
	("食品卫生", 1),
	("危险化学品与实训", 1),
	("特种设备", 1),
	("交通", 1),
	("三防设施", 1),
	("校园周边", 1),
	("聚集场所", 1),
	("制度与责任", 0),
	("人际关系", 0),
	("学业就业", 0),
	("心理关爱", 0),
	("其他", 1),
)
SYSTEMS, DEFENCES, AROUND, VENUES = "Systems and Duties", "Three Defences", "Surroundings", "Gathering Venues"
WORK, TEACHERS, ROOMMATES, FAMILY = (
	"Work Relations",
	"Teachers and Students",
	"Classmates and Roommates",
	"Family Relations",
)
STUDY, LOVE, MIND, HARDSHIP = "Study and Employment", "Relationships", "Psychology", "Special Hardship"
EVERY, COLLEGES = "Every Unit", "Colleges"
# topic, item, whose, kind of hazard, photo, hazard, how to look
ITEMS = (
	(
		SYSTEMS,
		"安全责任制落实：岗位、人员、电话上墙且是现任",
		EVERY,
		"制度与责任",
		0,
		0,
		"抽问一名教职工：出事先找谁。",
	),
	(
		SYSTEMS,
		"值班、请销假、夜间查寝制度按要求执行",
		EVERY,
		"制度与责任",
		0,
		0,
		"抽一天的值班和查寝记录核对。",
	),
	(SYSTEMS, "安全教育、应急演练按计划完成并有记录", EVERY, "制度与责任", 0, 0, ""),
	(DEFENCES, "人防：岗位在岗、持证、会用器材", EVERY, "三防设施", 0, 1, "现场看，不看台账。"),
	(DEFENCES, "物防：门窗、围挡、消防器材完好，通道不堵不锁", EVERY, "消防", 1, 1, "推一推安全出口的门。"),
	(DEFENCES, "技防：监控、报警、门禁可用，死角有人巡", EVERY, "三防设施", 1, 1, "看实时画面和一段回放。"),
	(DEFENCES, "用电用气：无私拉乱接、无人看管时断电断气", EVERY, "用电", 1, 1, ""),
	(AROUND, "出入口、围墙、楼顶、水面、偏僻处有防护", EVERY, "校园周边", 1, 1, "楼顶和空房间的门是否锁好。"),
	(AROUND, "周边道路、施工、商铺、租住处的风险已掌握", EVERY, "校园周边", 0, 1, ""),
	(
		VENUES,
		"礼堂、食堂、体育馆、楼梯口等聚集场所有疏散安排",
		EVERY,
		"聚集场所",
		1,
		1,
		"看人数上限和疏散图。",
	),
	(WORK, "教职工之间、与外聘人员之间的矛盾已摸排", EVERY, "人际关系", 0, 0, "只写有无和措施，不写姓名。"),
	(TEACHERS, "师生之间的矛盾、投诉已摸排并有人跟进", EVERY, "人际关系", 0, 0, "只写有无和措施，不写姓名。"),
	(
		ROOMMATES,
		"同学、室友之间的矛盾和欺凌苗头已摸排",
		COLLEGES,
		"人际关系",
		0,
		0,
		"只写件数和措施；具体学生走谈话或提名。",
	),
	(
		FAMILY,
		"家庭变故、亲子冲突的学生已摸排并联系家长",
		COLLEGES,
		"人际关系",
		0,
		0,
		"只写人数和措施；具体学生走谈话或提名。",
	),
	(STUDY, "学业预警、毕业延期、就业受挫的学生已摸排", COLLEGES, "学业就业", 0, 0, "只写人数和措施。"),
	(LOVE, "恋爱受挫、情感纠纷已摸排", COLLEGES, "人际关系", 0, 0, "只写人数和措施。"),
	(
		MIND,
		"心理异常、重点关注学生已逐一有人负责",
		COLLEGES,
		"心理关爱",
		0,
		0,
		"只核对有无无人负责，不写姓名和原因。",
	),
	(
		HARDSHIP,
		"经济困难、残疾、重病、孤儿等特殊困难学生已帮扶",
		COLLEGES,
		"心理关爱",
		0,
		0,
		"只写人数和措施。",
	),
)


def create_missing_hazard_lists() -> None:
	"""Of a list that is empty: a school that edits, disables or deletes some keeps what it made of them."""
	if not frappe.db.count(AREA):
		for name in AREAS:
			_insert(AREA, area_name=name)
	if not frappe.db.count(CATEGORY):
		for name, needs_photo in CATEGORIES:
			_insert(CATEGORY, category_name=name, needs_photo=needs_photo)
	if not frappe.db.count(ITEM):
		for number, (topic, item, whose, category, photo, hazard, guide) in enumerate(ITEMS, start=1):
			known = frappe.db.exists(CATEGORY, category)
			_insert(
				ITEM,
				topic=topic,
				item=item,
				for_units=whose,
				category=category if known else None,
				needs_photo=photo,
				needs_hazard=hazard,
				guide=guide,
				place=number * 10,
				enabled=1,
			)


def _insert(doctype: str, **values) -> None:
	frappe.get_doc({"doctype": doctype, **values}).insert(
		ignore_permissions=True  # install and migrate run without a person
	)  # install and migrate run without a person
