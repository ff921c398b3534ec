"""What follows the demo's fire: its review, a night drill with a problem, a case in which somebody is cleared; a nil return to the police."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.engines.opening import openings
from campus_safety.services.incidents.drills import board, muster, steps
from campus_safety.services.incidents.review import deciding
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.emergencies import INCIDENT, PLACE
from campus_safety.setup.demo.records import acting_as

REVIEW, CASE, DRILL = "Campus Incident Review", "Campus Accountability Case", steps.DRILL
PUSH = "Campus Police Push"
PUSH_STEPS = (
	("lead", "Approve for the College"),
	("psychhead", "Approve for the Centre"),
	("security", "Approve for Security"),
	("leader", "Approve the Push"),
	("security", "Record as Sent"),
)
POINT = "1号楼前篮球场"
SECTIONS = {
	"basic_facts": "焊接实训时火花引燃旁边纸箱，5分钟内扑灭，1名学生手背轻度烫伤。",
	"emergency_handling": "实训教师先断电、疏散，保卫处接手指挥；值班领导、上级、家长均在时限内得知。",
	"aftercare": "校医处理伤口，班主任当晚看望，次日复诊，第三天恢复实训。",
	"education_duties": "实训前安全教育有记录；纸箱存放检查未列入班前检查。",
	"opinion_control": "校内群有议论，当日说明事实，没有外部报道。",
	"responsibility": "实训中心对可燃物存放负管理责任。",
	"causes": "直接原因：可燃物堆放在焊位旁。深层原因：班前检查表没有这一项。",
	"improvements": "可燃物不进焊接区；检查表增加一项；下次演练验证就近灭火和撤离。",
}


def create() -> None:
	incident = frappe.db.get_value(INCIDENT, {"place": PLACE})
	if incident:
		_review(incident)
		_drill()
		_case(incident)
	_push()


def _review(incident: str) -> None:
	name = frappe.db.get_value(REVIEW, {"incident": incident, "status": "Draft"})
	if not name:
		return
	with acting_as(accounts.user_of("security")):
		review = frappe.get_doc(REVIEW, name)
		review.update({field: SECTIONS[field] for field in deciding.SECTIONS})
		review.append(
			"actions",
			{
				"action": "焊接区清除可燃物，班前检查表增加可燃物一项",
				"responsible_unit": u.name_of("安全保卫处"),
				"due": add_days(getdate(), 14),
			},
		)
		review.save()
		apply_workflow(review.as_dict(), "Submit the Review")
	with acting_as(accounts.user_of("leader")):
		apply_workflow(frappe.get_doc(REVIEW, name).as_dict(), "Approve the Review")


def _push() -> None:
	"""This term's nil return of the college, approved by four and filed."""
	college = u.name_of(u.INFORMATION)
	if frappe.db.exists(PUSH, {"for_college": college}):
		return
	with acting_as(accounts.user_of("affairs")):
		push = frappe.get_doc(
			{
				"doctype": PUSH,
				"for_college": college,
				"nil_return": 1,
				"nil_review": "学院、心理中心、保卫处逐一研判在册重点学生，没有依法需要推送公安的情形。",
				"legal_basis": "《中华人民共和国反恐怖主义法》第九条",
				"school_contact": "安全保卫处 0531-88000000",
			}
		).insert()
	for account, action in PUSH_STEPS:
		with acting_as(accounts.user_of(account)):
			apply_workflow(frappe.get_doc(PUSH, push.name).as_dict(), action)


def _drill() -> None:
	if frappe.db.exists(DRILL, {"assembly_point": POINT}):
		return
	building = frappe.db.get_value("Campus Dormitory", {"dormitory_type": "Building"}, order_by="lft asc")
	now = now_datetime()
	with acting_as(accounts.user_of("security")):
		drill = frappe.get_doc(
			{
				"doctype": DRILL,
				"drill_type": "Fire",
				"notice_mode": "Unannounced",
				"planned_at": add_to_date(now, minutes=1),
				"building": building,
				"assembly_point": POINT,
				"safety_officer": accounts.user_of("security"),
				"told_119_at": now,
				"scenario_preset": "三层公共厨房冒烟",
			}
		).insert()
		steps.start(drill, now)
		drill.reload()
		names = frappe.get_all(muster.MARK, {"drill": drill.name, "state": "Expected"}, pluck="name")
		muster.mark(drill.name, names[:-1], True, add_to_date(now, minutes=6))
		for row in drill.evaluation:
			row.result = "Met"
		drill.append("problems", {"problem": "东侧安全出口堆放自行车"})
		drill.save()
		hazard = {"area": "学生宿舍", "category": "消防"}
		if all(
			frappe.db.exists(f"Campus {kind}", hazard[field])
			for kind, field in (("Safety Area", "area"), ("Hazard Category", "category"))
		):
			board.raise_hazard(drill, drill.problems[0].name, hazard, now)
		else:
			drill.problems[0].no_hazard_reason = "当场清理"
			drill.save()
		steps.finish(frappe.get_doc(DRILL, drill.name), now)


def _case(incident: str) -> None:
	if frappe.db.exists(CASE, {"incident": incident}):
		return
	with acting_as(accounts.user_of("discipline")):
		case = frappe.get_doc(
			{
				"doctype": CASE,
				"incident": incident,
				"clue": "复盘指出班前检查没有可燃物一项，核查实训教师是否尽责。",
				"persons": [{"person": accounts.user_of("mentor"), "duty": "实训前安全检查和教育"}],
			}
		).insert()
		_step(case, "Verify the Clue")
		row = case.persons[0]
		row.update({"statement": "按检查表逐项检查，火起后先断电并带学生撤出。", "heard_at": now_datetime()})
		case.save()
		_step(case, "Hear the Persons")
		case.persons[0].update(
			{"finding": "Duty Fulfilled", "finding_reason": "检查表无此项，火起后处置及时，撤离清点有记录。"}
		)
		case.save()
		_step(case, "Propose the Findings")
	with acting_as(accounts.user_of("leader")):
		openings.read(CASE, case.name, "批准认定前阅读")
		_step(case, "Approve the Findings")


def _step(case, action: str) -> None:
	case.reload()
	apply_workflow(case.as_dict(), action)
	case.reload()
