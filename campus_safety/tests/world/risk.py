"""A ledger of the student, filed, with a canary in every secret field, and the status it leaves."""

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain import roles as r
from campus_safety.engines.opening import openings, reveal
from campus_safety.services.risk.risk_status import get_status_of
from campus_safety.tests import factories as make
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of

SUPPORT, OUTSIDE = "Campus Medical Support", "Campus Outside Handover"
CARE_TEXTS = (
	"situation",
	"goal",
	"condition",
	"restricted_activities",
	"first_aid_plan",
	"advice_for_teachers",
)


def build(world) -> None:
	world.ledger = _ledger(world.users)
	hide_canaries("Campus Risk Ledger", world.ledger)
	world.care_plan = _care_plan(world.users)
	world.medical_support = _medical_support(world.users)
	world.handover = _handover(world.users)
	world.outside = _outside_handover(world.users)
	frappe.set_user(world.users["adviser"])
	request = {"doctype": "Campus Case Request", "student": STUDENT, "reason": "CANARY-case-request"}
	world.case_request = find_or_insert(request, by="reason")


def subjects(world) -> tuple[Subject, ...]:
	words = tuple(
		f"CANARY-{word}"
		for word in ("factor-detail", "family-situation", "medication", "hospital", "measure", "advice")
	)
	return (
		Subject(
			"Campus Risk Ledger",
			world.ledger,
			"risk_level",
			"Yellow",
			(
				*words,
				_facts(world),
				*map(canary_of, secret_fields("Campus Risk Ledger")),
				world.ledger,
				"enc:1:",
			),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER),
		),
		Subject(
			"Campus Risk Status",
			get_status_of(STUDENT),
			"risk_level",
			"Yellow",
			("CANARY-advice",),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS),
		),
		Subject(
			"Campus File Handover",
			world.handover,
			"reason",
			"Replaced",
			(
				*(f"CANARY-handover-{word}" for word in ("summary", "told", "rejected", "cancel")),
				world.handover,
			),
			of(world.by_role, r.PSYCH_HEAD),
		),
		Subject(
			OUTSIDE,
			world.outside,
			"school",
			"CANARY-outside-school",
			(*map(canary_of, secret_fields(OUTSIDE)), "CANARY-outside-school", world.outside),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER),
		),
		Subject(
			"Campus Case Request",
			world.case_request,
			"status",
			"Requested",
			("CANARY-case-request", world.case_request),
			of(world.by_role, r.PSYCH_HEAD),
		),
		Subject(
			"Campus Care Plan",
			world.care_plan,
			"effect",
			"Same",
			tuple(f"CANARY-care-{word}" for word in (*CARE_TEXTS, "action", "outcome", "note")),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS),
		),
		Subject(
			SUPPORT,
			world.medical_support,
			"chronic_benefit",
			"Applied",
			(*_medical_canaries(), world.medical_support, "enc:1:"),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER),
		),
	)


def _facts(world) -> str:
	"""Plan, attempt, diagnosis and factors as they lie in the record: the text that the rules of the ledger read."""
	return decrypt(frappe.db.get_value("Campus Risk Ledger", world.ledger, "danger_facts"))


def _ledger(users: dict[str, str]) -> str:
	"""Filed by the college, so that the class's staff see level and advice; opened once, so that the log has a line."""
	from frappe.model.workflow import apply_workflow

	found = frappe.db.get_value("Campus Risk Ledger", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	ledger = make.make_ledger(
		STUDENT,
		factor_detail="CANARY-factor-detail",
		family_situation="CANARY-family-situation",
		medication="CANARY-medication",
		hospital="CANARY-hospital",
		support_advice="CANARY-advice",
		responsible_person=users["counsellor"],
		lead=users["lead"],
		measures=[
			{
				"measure": "CANARY-measure",
				"type": "Support",
				"due": add_days(nowdate(), 30),
				"measure_owner": users["counsellor"],
			}
		],
	)
	frappe.set_user(users["lead"])
	apply_workflow(ledger.as_dict(), "File Ledger")
	frappe.set_user(users["psych_head"])
	reveal.reveal("Campus Risk Ledger", ledger.name, "CANARY-reason")
	return ledger.name


def _medical_canaries() -> tuple[str, ...]:
	return tuple(f"CANARY-medical-{field}" for field in secret_fields(SUPPORT))


def _medical_support(users: dict[str, str]) -> str:
	frappe.set_user(users["counsellor"])
	texts = dict(zip(secret_fields(SUPPORT), _medical_canaries(), strict=True))
	follow_up = {"kind": "Benefit", "due": nowdate(), "done": 1, "outcome": texts.pop("outcome")}
	values = {
		"doctype": SUPPORT,
		"student": STUDENT,
		"consent_by": "Guardian",
		"consent_on": nowdate(),
		"chronic_benefit": "Applied",
		"follow_ups": [follow_up],
		**texts,
	}
	return find_or_insert(values, by="student")


def _outside_handover(users: dict[str, str]) -> str:
	frappe.set_user(users["psych_head"])
	paper = {"material": "Level and Advice", "pages": 1, "remark": canary_of("remark")}
	values = {"doctype": OUTSIDE, "student": STUDENT, "school": "CANARY-outside-school", "items": [paper]}
	name = find_or_insert(values, by="school")
	hide_canaries(OUTSIDE, name)
	return name


def _care_plan(users: dict[str, str]) -> str:
	"""Under way and reviewed, of a private category, with an action that a mentor would help with."""
	from frappe.model.workflow import apply_workflow

	found = frappe.db.get_value("Campus Care Plan", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	plan = frappe.get_doc(
		{
			"doctype": "Campus Care Plan",
			"student": STUDENT,
			"categories": [{"category": "特异体质"}],
			"parents_told_at": now_datetime(),
			"teachers_told_at": now_datetime(),
			**{field: f"CANARY-care-{field}" for field in CARE_TEXTS},
		}
	).insert()
	apply_workflow(plan.as_dict(), "Begin the Care")
	plan.reload()
	for row in plan.actions:
		row.update({"done": 1, "outcome": "CANARY-care-outcome"})
	plan.append("actions", {"action": "CANARY-care-action", "due": add_days(nowdate(), 60)})
	plan.append("reviews", {"review_date": nowdate(), "effect": "Same", "note": "CANARY-care-note"})
	plan.save()
	return plan.name


def _handover(users: dict[str, str]) -> str:
	"""Of this one student, signed, with a word of the adviser, who is to take over, and not in force."""
	from frappe.model.workflow import apply_workflow

	doctype = "Campus File Handover"
	found = frappe.db.get_value(doctype, {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	handover = frappe.get_doc(
		{
			"doctype": doctype,
			"from_user": users["counsellor"],
			"to_user": users["adviser"],
			"reason": "Replaced",
			"student": STUDENT,
			"pledge": 1,
			"cancel_reason": "CANARY-handover-cancel",
		}
	).insert()
	for row in handover.items:
		row.update({"summary": "CANARY-handover-summary", "student_told": "CANARY-handover-told"})
	handover.save()
	apply_workflow(handover.as_dict(), "Sign the Handover")
	frappe.set_user(users["adviser"])
	openings.read(doctype, handover.name, "接收前阅读")
	handover.reload()
	handover.items[0].rejected_reason = "CANARY-handover-rejected"
	handover.save()
	return handover.name
