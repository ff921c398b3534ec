"""The notice 通知 of 2024-11-20 as data: its clauses and the departments each binds (domain §21).

Headings and texts sum up what each clause asks for; the Safety Office may put the notice's own words in their place.
Departments are kept as the notice names them and linked to a unit of the school that has this name, or this other name.
"""

import frappe

from campus_safety.services.governance.notice_units import CLAUSE, link_units, make_row
from campus_safety.setup import seeded

COLLEGES, ALL_COLLEGES, ALL_OFFICES = "各二级学院", "各学院", "各处室"
OFFICE, SECURITY, AFFAIRS, ACADEMIC = "党委(校长)办公室", "安全保卫处", "学生工作处(团委)", "教务处"
MARXISM, HR, HR_IN_CHAPTER_5 = "马克思主义学院", "组织人事部", "组织人事部门"

# clause, chapter, title, text, departments
CLAUSES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
	(
		"一(一)",
		"一 联防联控",
		"健全组织领导与岗位职责",
		"党组织牵头抓总，建立健全学生安全工作机制；明确各部门、各岗位的工作职责。",
		(OFFICE, SECURITY),
	),
	(
		"一(二)",
		"一 联防联控",
		"凝聚部门与社会合力",
		"推广健康向上的图书、影视等文化产品；平台账号严格管控、及时清理；校医院协助抑郁症等学生的医疗保障，减轻患者负担；关注舆情，依法处置造谣传谣。",
		("党委宣传部", AFFAIRS, "图书信息中心", "总务处"),
	),
	(
		"一(三)",
		"一 联防联控",
		"深化家校协同",
		"每学期至少主动联系每名学生家长一次；重点学生每学期至少入户家访一次，非班主任教师对任教学科学习困难学生入户家访；每班每学期召开家长会，宣讲家庭教育促进法，指导家长识别异常；组织公益性课外实践活动。",
		(ACADEMIC, AFFAIRS, COLLEGES),
	),
	(
		"二(一)",
		"二 健康教育",
		"坚持五育融合",
		"学生体质健康合格、掌握一项运动技能；开设艺术专项；制定劳动清单、开展劳动竞赛。",
		(ACADEMIC, AFFAIRS, MARXISM, COLLEGES),
	),
	(
		"二(二)",
		"二 健康教育",
		"改进育人评价",
		"把立德树人成效纳入考核和述职评议，提高育人实绩在职称评聘中的比重。",
		(HR, ACADEMIC, AFFAIRS, "质量控制与绩效管理办公室"),
	),
	(
		"二(三)",
		"二 健康教育",
		"开展专题教育",
		"生命、挫折、情感、道德、家庭、职业等专题教育；心理健康课列入公共基础必修或限定选修课；提升辅导员、班主任和一线教师的素养。",
		(ACADEMIC, AFFAIRS, MARXISM, COLLEGES),
	),
	(
		"二(四)",
		"二 健康教育",
		"营造和谐环境",
		"每名专任教师有导师名单和任务清单；诉求首接负责、限时办结；涉及学生利益的制度先评估后出台；师德失范零容忍。",
		(OFFICE, HR, ACADEMIC, AFFAIRS, SECURITY, MARXISM, COLLEGES),
	),
	(
		"三(一)",
		"三 风险排查",
		"每日排查",
		"四级网络人员到位，隐形安全员发现情况及时报告；每名学生每月谈心谈话不少于一次；落实干部联系学生；规范请销假和校外住宿；每日回寝报告，缺勤第一时间核查原因、查明去向、消除隐患；作业、睡眠、手机、读物、体质五项管理；排查隐患、化解矛盾纠纷；保安提前持械到岗，巡查巡逻。",
		(ALL_COLLEGES, ALL_OFFICES),
	),
	(
		"三(二)",
		"三 风险排查",
		"每学期普测与一生一档",
		"每学期对全体学生心理普测一次；重点学生一生一档，落实包保，定期调度。",
		(AFFAIRS, COLLEGES),
	),
	(
		"三(三)",
		"三 风险排查",
		"心理档案与转接",
		"学生入学即建心理档案，情况及时反馈相关教师及家长；人员变动时逐人交接，不留空档。",
		(AFFAIRS, COLLEGES),
	),
	(
		"四(一)",
		"四 早期干预",
		"加强心理健康师资与咨询",
		"加强心理健康师资队伍和中心建设，提升教师能力；心理咨询中心每天开放不少于八小时。",
		(AFFAIRS,),
	),
	(
		"四(二)",
		"四 早期干预",
		"分类关爱",
		"对特殊家庭、学业困难、就业困难、情绪问题、特异体质学生分类关爱，逐人有方案；校医能急救。",
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
		"日常发现识别",
		"异常情况人人上报、及时处置；监控定期回看；用好智能预警。",
		(ALL_COLLEGES, ALL_OFFICES),
	),
	(
		"五(二)",
		"五 常态防范",
		"预警与推送",
		"预警分析研判；重点情况每学期依法、依程序、最少必要地推送公安。",
		(AFFAIRS, SECURITY, COLLEGES),
	),
	(
		"五(三)",
		"五 常态防范",
		"预案、演练与突发事件处置",
		"预案完备，每学期演练，教职工培训和实操演练；事件按时限报告和处置。",
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
		"履职情况纳入部门和个人考核；尽职免责，失职追责。",
		(HR_IN_CHAPTER_5, "纪委办公室", SECURITY),
	),
	(
		"六",
		"六 报送",
		"报送落实情况",
		"各部门向安委会办公室按时报送落实情况报告，电子版与纸质版齐备。",
		("各部门",),
	),
)
NO_LEDGER = frozenset(("二(一)", "二(二)"))


def create_missing_clauses() -> None:
	for position, (number, chapter, title, text, departments) in enumerate(CLAUSES, start=1):
		if not seeded.is_new(CLAUSE, number, bool(frappe.db.exists(CLAUSE, number))):
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
				"responsible_units": [make_row(each) for each in departments],
			}
		).insert(ignore_permissions=True)
	link_units()


NOTICE = "Campus Notice"


def create_missing_notice() -> None:
	"""The notice with its clauses, where the school has entered none: a round of work reports has something to ask for."""
	if frappe.db.count(NOTICE):
		return
	known = set(frappe.get_all(CLAUSE, pluck="name"))
	frappe.get_doc(
		{
			"doctype": NOTICE,
			"title": "关于进一步加强校园安全、防范学生非正常死亡事件的通知",
			"issuer": "安委会办公室",
			"issued_on": "2024-11-20",
			# no units: those that the clause itself binds
			"parts": [
				{
					"number": number,
					"title": title,
					"text": text,
					"clause": number if number in known else None,
				}
				for number, _chapter, title, text, _departments in CLAUSES
			],
		}
	).insert(ignore_permissions=True)  # install and migrate run without a person
