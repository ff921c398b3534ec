"""docs/clauses.zh-CN.md: each phrase of the notice, the departments it binds, and what of the app serves it, or why nothing does.

Made from the clauses, the duty rules and the table below, without a site:

	.sandbox/bench/env/bin/python -m campus_safety.setup.clause_map

`tests/declarations/test_clause_map.py` fails when the committed file is stale, when a phrase has nothing behind it and no
reason, or when a reason names something that is there by now.
"""

import re
from pathlib import Path
from typing import NamedTuple

from campus_safety.declared.duty_rules import RULES
from campus_safety.setup import translations
from campus_safety.setup.notice import CLAUSES

PACKAGE = Path(__file__).resolve().parent.parent
TARGET = PACKAGE.parent / "docs" / "clauses.zh-CN.md"
COMMAND = ".sandbox/bench/env/bin/python -m campus_safety.setup.clause_map"
ENDS = re.compile("[；。]")
HEAD = f"""# 条款 × 部门 × 功能

自动生成，请勿手改；条款、职责规则或功能变动后重新生成：`{COMMAND}`

通知的每一句话，由哪些部门落实，系统里用什么表单、报表和职责规则承接；没有功能承接的写明原因。
"""
TASK = "Campus Clause Task"


class Served(NamedTuple):
	"""One phrase of a clause. by: DocTypes and reports. why: in Chinese, where `by` does not serve all of it. awaits: DocTypes
	that a later version brings for it."""

	by: tuple[str, ...] = ()
	why: str = ""
	awaits: tuple[str, ...] = ()


BY_TASK = Served((TASK,), "没有固定的台账，由安委会办公室下达条款任务并附佐证")
SERVED: dict[str, tuple[Served, ...]] = {
	"一(一)": (
		Served(("Campus Unit", "Campus Duty Rule", TASK)),
		Served(("Campus Network Position", "Campus Network Assignment", "Campus Network Coverage")),
	),
	"一(二)": (
		Served(("Campus Cultural Recommendation", TASK)),
		Served((TASK,), "校外平台的账号由平台管理，系统只督办任务"),
		Served(("Campus Medical Support",)),
		Served(("Campus Opinion Item",)),
	),
	"一(三)": (
		Served(("Campus Parent Contact",)),
		Served(("Campus Home Visit",)),
		Served(("Campus Parent Meeting", "Campus Meeting Attendance")),
		Served(("Campus Safety Education",)),
	),
	"二(一)": (BY_TASK, BY_TASK, BY_TASK),
	"二(二)": (Served((TASK, "Campus Accountability Assessment")),),
	"二(三)": (
		Served(("Campus Safety Education", "Campus Education Hours")),
		Served(("Campus Safety Education", TASK), "课程由教务系统管理，学时在专题教育中登记"),
		Served(("Campus Training Record", "Campus Training Rates")),
	),
	"二(四)": (
		Served(("Campus Mentor List",)),
		Served(("Campus Appeal Ticket", "Campus Appeal Cause", "Campus Complaint Figures")),
		Served(("Campus Policy Assessment",)),
		Served(("Campus Appeal Ticket",), "师德诉求由纪委、人事受理，不能一人办结；纪律处分由主管部门作出"),
	),
	"三(一)": (
		Served(("Campus Network Assignment", "Campus Abnormal Report")),
		Served(("Campus Heart Talk", "Campus Spot Check")),
		Served(("Campus Dorm Visit", "Campus Network Assignment")),
		Served(("Campus Leave Permit", "Campus Off Campus Residence")),
		Served(("Campus Night Roll Call", "Campus Absence Case", "Campus Nightly Report")),
		Served(("Campus Five Management",)),
		Served(
			(
				"Campus Inspection Campaign",
				"Campus Safety Hazard",
				"Campus Hazard Figures",
				"Campus Dispute Case",
			)
		),
		Served(
			(
				"Campus Patrol Log",
				"Campus Equipment Check",
				"Campus Gate Visit",
				"Campus Defence Facility",
				"Campus Prohibited Item",
			)
		),
	),
	"三(二)": (
		Served(("Campus Screening Campaign", "Campus Screening Result", "Campus Screening Figures")),
		Served(("Campus Risk Ledger", "Campus Risk Ledger Statistics")),
	),
	"三(三)": (
		Served(("Campus Psych File", "Campus Screening Advice")),
		Served(("Campus File Handover", "Campus Case Request")),
	),
	"四(一)": (
		Served(("Campus Staff Qualification", "Campus Staffing Ratios", "Campus Training Record")),
		Served(("Campus Counselling Shift", "Campus Counselling Appointment", "Campus Centre Hours")),
	),
	"四(二)": (
		Served(("Campus Care Plan", "Campus Care by Category")),
		Served(("Campus Staff Qualification",), "校医资质在人员资质中登记"),
	),
	"四(三)": (
		Served(("Campus Crisis Case", "Campus Safety Plan")),
		Served(
			(
				"Campus Parent Risk Notice",
				"Campus Responsibility Transfer",
				"Campus Study Suspension",
				"Campus Resumption Assessment",
			)
		),
	),
	"五(一)": (
		Served(("Campus Abnormal Report",)),
		Served(("Campus CCTV Review",), "录像由学校的视频系统保存，系统登记和督办回看"),
		Served(
			("Campus Class Absence", "Campus Trace Exclusion", "Campus Warning Rule", "Campus Early Warning")
		),
	),
	"五(二)": (
		Served(("Campus Early Warning", "Campus Risk Ledger")),
		Served(("Campus Police Push",)),
	),
	"五(三)": (
		Served(("Campus Emergency Plan", "Campus Emergency Drill", "Campus Muster Mark")),
		Served(("Campus Emergency Incident", "Campus Incident Clock", "Campus Postvention")),
	),
	"五(四)": (Served(("Campus Incident Review",)),),
	"五(五)": (
		Served(("Campus Accountability Assessment",)),
		Served(("Campus Accountability Assessment", "Campus Accountability Case")),
	),
	"六": (
		Served(
			("Campus Notice", "Campus Report Round", "Campus Implementation Report", "Campus Report Summary")
		),
	),
}


def phrases_of(text: str) -> list[str]:
	return [phrase.strip() for phrase in ENDS.split(text) if phrase.strip()]


def rules_of(clause: str) -> list[str]:
	"""Names of the shipped duty rules that count it."""
	return [name for name, of, _values in RULES.values() if of == clause]


def get_served() -> dict[str, list[str]]:
	"""{clause: DocTypes and reports that serve it, in the order of its phrases} (hook `campus_clauses_served`)."""
	return {
		clause: list(dict.fromkeys(name for phrase in phrases for name in phrase.by))
		for clause, phrases in SERVED.items()
	}


def make_map() -> str:
	words = {source: chinese for source, chinese, context in translations.read() if not context and chinese}
	lines = [HEAD]
	for clause, chapter, title, text, departments in CLAUSES:
		lines += [f"## {clause} {title}", "", f"{chapter} · 责任部门：{'、'.join(departments)}", ""]
		lines += ["| 通知要求 | 承接 | 说明 |", "|---|---|---|"]
		for phrase, served in zip(phrases_of(text), SERVED[clause], strict=True):
			by = "、".join(words.get(name, name) for name in served.by) or "—"
			lines.append(f"| {phrase} | {by} | {served.why} |")
		if rules := rules_of(clause):
			lines += ["", f"职责规则：{'、'.join(rules)}"]
		lines.append("")
	return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
	TARGET.write_text(make_map(), encoding="utf-8")
	print(TARGET)
