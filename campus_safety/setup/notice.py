"""The notice 通知 of 2024-11-20 as data: its clauses and the departments each binds (domain §21).

Headings and texts sum up what each clause asks for; the Safety Office may put the notice's own words in their place.
Departments are kept as the notice names them and linked to a unit of the school where one of that name exists.
"""

import frappe

from campus_safety.services.governance.notice_units import CLAUSE, get_unit, link_units

COLLEGES, ALL_COLLEGES, ALL_OFFICES = "各二级学院", "各学院", "各处室"
OFFICE, SECURITY, AFFAIRS, ACADEMIC = "党委(校长)办公室", "安全保卫处", "学工处", "教务处"
MARXISM, HR, SAFETY = "马克思主义学院", "组织人事部", "安委会办公室"

# clause, chapter, title, text, departments
CLAUSES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
	(
		"一(一)",
		"一 联防联控",
		"健全四级安全网络",
		"学校、学院、班级、宿舍四级网络人员到位、名单在册、定期培训。",
		(OFFICE, SECURITY),
	),
	(
		"一(二)",
		"一 联防联控",
		"加强宣传与舆情引导",
		"开展安全与心理健康宣传，关注网络动态，及时核实和引导舆情。",
		("党委宣传部", "学生工作处(团委)", "图书信息中心", "总务处"),
	),
	(
		"一(三)",
		"一 联防联控",
		"深化家校协同",
		"每学期至少主动联系每名学生家长一次；重点学生每学期至少入户家访一次；每班每学期召开一次家长会，宣讲家庭教育促进法。",
		(ACADEMIC, AFFAIRS, COLLEGES),
	),
	(
		"二(一)",
		"二 健康教育",
		"上好思政与心理健康课",
		"把生命教育、挫折教育融入课程。",
		(ACADEMIC, AFFAIRS, MARXISM, COLLEGES),
	),
	(
		"二(二)",
		"二 健康教育",
		"改进教师与学生评价",
		"把育人实效纳入考核，不唯分数。",
		(HR, ACADEMIC, AFFAIRS, "质量控制与绩效管理办公室"),
	),
	(
		"二(三)",
		"二 健康教育",
		"开展专题教育",
		"生命、挫折、情感、家庭、职业、消防、防诈骗、防溺水等专题教育覆盖全体学生。",
		(ACADEMIC, AFFAIRS, MARXISM, COLLEGES),
	),
	(
		"二(四)",
		"二 健康教育",
		"全员导师、接诉即办、制度风险评估",
		"每名专任教师有导师名单和任务清单；诉求首接负责、限时办结；涉及学生利益的制度先评估后出台。",
		(OFFICE, HR, ACADEMIC, AFFAIRS, SECURITY, MARXISM, COLLEGES),
	),
	(
		"三(一)",
		"三 风险排查",
		"日常管理与排查",
		"每名学生每月谈心谈话不少于一次；规范请销假和校外住宿；每日回寝报告，缺勤第一时间核查原因、查明去向、消除隐患；定期排查隐患、巡查巡逻。",
		(ALL_COLLEGES, ALL_OFFICES),
	),
	(
		"三(二)",
		"三 风险排查",
		"心理普测与一生一档",
		"每学期对全体学生普测一次；重点学生一生一档，落实包保，定期调度。",
		(AFFAIRS, COLLEGES),
	),
	(
		"三(三)",
		"三 风险排查",
		"心理档案与转接",
		"学生入学即建心理档案；人员变动时逐人交接，不留空档。",
		(AFFAIRS, COLLEGES),
	),
	(
		"四(一)",
		"四 早期干预",
		"心理咨询每日开放",
		"心理咨询中心每天开放不少于八小时；重点情况及时反馈学院。",
		(AFFAIRS,),
	),
	(
		"四(二)",
		"四 早期干预",
		"分类关爱",
		"对特殊家庭、学业困难、就业困难、情绪问题、特异体质学生分类关爱，逐人有方案。",
		(ACADEMIC, AFFAIRS, "招生就业与校企合作处", "总务处", MARXISM, COLLEGES),
	),
	(
		"四(三)",
		"四 早期干预",
		"三级危机处置",
		"一般、严重、确诊三级，各有规定动作；告知家长、移交责任、休学复学均有记录。",
		(ACADEMIC, AFFAIRS, COLLEGES),
	),
	(
		"五(一)",
		"五 常态防范",
		"矛盾纠纷化解与异常上报",
		"异常情况人人上报；监控定期回看；矛盾纠纷登记、限期化解、回访。",
		(ALL_COLLEGES, ALL_OFFICES),
	),
	(
		"五(二)",
		"五 常态防范",
		"重点人员推送公安",
		"每学期依法、依程序、最少必要地推送。",
		(AFFAIRS, SECURITY, COLLEGES),
	),
	(
		"五(三)",
		"五 常态防范",
		"预案、演练与突发事件处置",
		"预案完备，每学期演练，事件按时限报告和处置。",
		(AFFAIRS, SECURITY, COLLEGES),
	),
	(
		"五(四)",
		"五 常态防范",
		"事件复盘",
		"事件结束当日启动复盘，改进措施落实到人。",
		("安全工作委员会", ALL_COLLEGES, ALL_OFFICES),
	),
	(
		"五(五)",
		"五 常态防范",
		"考核与追责",
		"尽职免责，失职追责；多报告不吃亏。",
		(HR, "纪委办公室", SECURITY),
	),
	("六", "六 报送", "报送落实情况", "各部门按时报送电子版和纸质版落实情况报告。", ("各部门", SAFETY)),
)
NO_LEDGER = frozenset(("二(一)", "二(二)"))


def create_missing_clauses() -> None:
	for position, (number, chapter, title, text, departments) in enumerate(CLAUSES, start=1):
		if frappe.db.exists(CLAUSE, number):
			continue
		frappe.get_doc(
			{
				"doctype": CLAUSE,
				"clause_no": number,
				"position": position,
				"chapter": chapter,
				"title": title,
				"text": text,
				"has_ledger": int(number not in NO_LEDGER),
				"responsible_units": [{"department": each, "unit": get_unit(each)} for each in departments],
			}
		).insert(ignore_permissions=True)
	link_units()
