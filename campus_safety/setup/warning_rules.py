"""Three warning rules to begin with, seeded where missing and switched off: each school tries them on its own records first."""

import json

import frappe
from frappe.utils import add_days, getdate

from campus_safety.services.warning.registry import RULE
from campus_safety.setup import seeded

VALID_DAYS = 365


def _signal(
	doctype: str, time: str, conditions: list, days: int, count: int, weight: float, half: int
) -> dict:
	return {
		"evidence_doctype": doctype,
		"student_field": "student",
		"time_field": time,
		"evidence_filter": json.dumps(conditions) if conditions else None,
		"window_days": days,
		"min_count": count,
		"weight": weight,
		"half_life_days": half,
	}


_TRUANT = [["status", "=", "Truant"], ["excused", "=", 0]]
_REALLY_AWAY = [["outcome", "not in", ["In the Dormitory All Along"]]]
_UNSTEADY = [["mental_state", "in", ["Fluctuating", "Abnormal"]]]
# name: (what is to be done, who gets it, urgency, score, signals); [P]: each number is the school's to change
RULES: dict[str, tuple] = {
	"旷课又夜不归宿": (
		"两天内见到本人，问清楚去了哪里、和谁在一起、近来怎么样；联系不上就找室友和家长。",
		"Counsellor",
		"Pressing",
		4,
		(
			_signal("Campus Class Absence", "class_time", _TRUANT, 21, 2, 1, 14),
			_signal("Campus Absence Case", "detected_at", _REALLY_AWAY, 30, 1, 2, 14),
		),
	),
	"谈话状态不稳又缺课": (
		"一周内再谈一次，和心理委员、室友各聊一句；需要时陪同预约心理中心。",
		"Counsellor",
		"Attention",
		4,
		(
			_signal("Campus Heart Talk", "talk_time", _UNSTEADY, 45, 1, 2, 21),
			_signal("Campus Class Absence", "class_time", _TRUANT, 21, 1, 1, 14),
		),
	),
	"多人多次上报同一学生": (
		"当天见到本人；把几次上报放在一起看，判断是否提名建档。",
		"College Lead",
		"Pressing",
		2,
		(_signal("Campus Abnormal Report", "occurred_on", [], 30, 2, 1, 0),),
	),
}


def create_missing_warning_rules() -> None:
	for name, (act, owner, level, threshold, signals) in RULES.items():
		if not seeded.is_new(RULE, name, bool(frappe.db.exists(RULE, name))):
			continue
		frappe.get_doc(
			{
				"doctype": RULE,
				"rule_name": name,
				"act": act,
				"enabled": 0,
				"expires_on": add_days(getdate(), VALID_DAYS),
				"owner_position": owner,
				"load_budget": 5,
				"threshold": threshold,
				"level": level,
				"signals": list(signals),
			}
		).insert(ignore_permissions=True)  # install and migrate run without a person
