"""Six hazards, each at another step, one that came back and one under supervision; a round of inspections, one half made."""

import io
import random

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_to_date, getdate, now_datetime
from PIL import Image

from campus_safety.services.hazards import inspections, supervision
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as

HAZARD, CAMPAIGN = inspections.HAZARD, inspections.CAMPAIGN
ASSIGN, BEGIN, REPORT, ACCEPT = (
	"Assign Hazard",
	"Begin Rectifying",
	"Report as Rectified",
	"Accept Rectification",
)
MEND = (ASSIGN, BEGIN, REPORT)
FIXES = {
	"fix_measures": "更换老化线路，加装漏电保护",
	"fix_responsibility": "总务处负责人牵头，供电班实施",
	"fix_funds": "应急维修经费，约3万元",
	"fix_time_limit": "三十天内，分两段停电施工",
	"fix_plan": "备用电源到位；断电时按疏散图撤离",
}
# who found it, hours ago, place, where, kind, grade, what, unit, who mends, who accepts, steps, what was done
HAZARDS = (
	("dorm", 90, "学生宿舍", "1号楼3层东侧", "消防", "General", "安全出口被杂物堵住一半", "总务处", "logistics", "security", (*MEND, ACCEPT), "杂物已清运，加贴标识。"),
	("guard", 0, "学生宿舍", "1号楼2层西侧", "消防", "General", "楼梯口又堆放旧桌椅", "总务处", "logistics", "security", (ASSIGN, BEGIN), ""),
	("mentor", 30, "实训楼与实验室", "焊接实训室", "用电", "Major", "配电箱发热，线路老化，有焦味", "总务处", "logistics", "security", (ASSIGN,), ""),
	("counsellor", 50, "教学楼", "软件楼4层走廊", "建筑与设施", "General", "窗户限位器脱落，可以整扇推开", u.INFORMATION, "adviser", "lead", MEND, "限位器已换新，逐扇试过。"),
	("adviser2", 20, "食堂与商铺", "二食堂后厨门口", "食品卫生", "General", "留样冰箱温度显示偏高", "总务处", "logistics", "security", (ASSIGN,), ""),
	("counsellor3", 3, "校园周边", "西门外施工段", "校园周边", "General", "路灯不亮，晚自习后学生从车道走", None, None, None, (), ""),
)  # fmt: skip


def create() -> None:
	_name_areas()
	for number, hazard in enumerate(HAZARDS):
		_make(number, *hazard)
	_supervise()
	_inspect()


def _name_areas() -> None:
	for area, unit in (("食堂与商铺", "总务处"), ("学生宿舍", "总务处"), ("校门与围墙", "安全保卫处")):
		if frappe.db.exists("Campus Safety Area", area):
			frappe.db.set_value("Campus Safety Area", area, "responsible_unit", u.name_of(unit))


def _make(number, finder, hours, area, spot, kind, grade, what, unit, mender, acceptor, steps, done) -> None:
	if frappe.db.exists(HAZARD, {"description": what}):
		return
	with acting_as(accounts.user_of(finder)):
		hazard = frappe.get_doc(
			{
				"doctype": HAZARD,
				"area": area,
				"spot": spot,
				"category": kind,
				"grade": grade,
				"description": what,
				"found_at": add_to_date(now_datetime(), hours=-hours),
				"interim_measure": "已断电，门口拉警戒线，专人看守" if grade == "Major" else "",
				"photo_before": _photo(number, "photo_before"),
			}
		).insert()
	for step in steps:
		_step(hazard, step, unit, mender, acceptor, done, number)


def _step(hazard, step: str, unit, mender, acceptor, done: str, number: int) -> None:
	who = {ASSIGN: "security", ACCEPT: acceptor}.get(step, mender)
	with acting_as(accounts.user_of(who)):
		document = frappe.get_doc(HAZARD, hazard.name)
		if step == ASSIGN:
			document.update(
				{
					"responsible_unit": u.name_of(unit),
					"responsible_person": accounts.user_of(mender),
					"acceptor": accounts.user_of(acceptor),
				}
			)
			if document.grade == "Major":
				document.update({**FIXES, "deadline": add_days(getdate(), 30)})
		elif step == REPORT:
			photo = _photo(number + 100, "photo_after", hazard.name)
			document.update({"measure_taken": done, "photo_after": photo})
		elif step == ACCEPT:
			document.acceptance_note = "现场看过，通道畅通。"
		document.save()
		apply_workflow(frappe.get_doc(HAZARD, hazard.name).as_dict(), step)


def _supervise() -> None:
	"""The Safety Office has signed; the leader's key waits on the leader's workbench."""
	name = frappe.db.get_value(HAZARD, {"grade": "Major", "supervised_by_office": ("is", "not set")})
	if name:
		with acting_as(accounts.user_of("safety")):
			supervision.take_under_supervision(
				frappe.get_doc(HAZARD, name), accounts.user_of("safety"), now_datetime()
			)


def _inspect() -> None:
	title = f"{getdate().month}月安全排查"
	if frappe.db.exists(CAMPAIGN, {"title": title}):
		return
	units = [u.name_of(unit) for unit in (u.INFORMATION, u.NURSING, "总务处")]
	with acting_as(accounts.user_of("safety")):
		made = inspections.start_round(title, add_days(getdate(), 5), units, now_datetime())
	with acting_as(accounts.user_of("lead")):
		for place, answer, values in (
			(0, "Fine", {}),
			(1, "Fine", {}),
			(2, "Not Inspected", {"finding": "演练记录在档案室，下周核对"}),
			(3, "Corrected on the Spot", {"finding": "一名门卫不会用灭火器", "correction": "当场教会并试用"}),
			(9, "Problem", {"finding": "报告厅没有人数上限标识"}),
		):
			campaign = frappe.get_doc(CAMPAIGN, made[0])
			inspections.answer(campaign, campaign.rows[place].name, {"answer": answer, **values})


def _photo(seed: int, field: str, name: str = "new-campus-safety-hazard-1") -> str:
	"""A drawing in place of a photo: shapes of its own for each."""
	lot = random.Random(seed)
	small = Image.new("RGB", (8, 6))
	small.putdata([tuple(lot.randrange(60, 230) for _colour in range(3)) for _pixel in range(48)])
	stream = io.BytesIO()
	small.resize((640, 480), Image.BICUBIC).save(stream, "JPEG", quality=80)
	file = {
		"doctype": "File",
		"file_name": f"隐患照片{seed}.jpg",
		"attached_to_doctype": HAZARD,
		"attached_to_name": name,
		"attached_to_field": field,
		"is_private": 1,
		"content": stream.getvalue(),
	}
	return frappe.get_doc(file).insert().file_url
