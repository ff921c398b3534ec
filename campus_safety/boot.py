"""What the Desk must know at its start, so that no script repeats it: `frappe.boot.campus_safety` (public/js/desk/declared.js)."""

from typing import Any

import frappe
from frappe.model.base_document import get_controller

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.access.scopes.education import WHOLE_SCHOOL
from campus_safety.access.scopes.hazards import SUPERVISORS
from campus_safety.access.scopes.people import TRAINING_OFFICES, TRAININGS_OF, trainings_held
from campus_safety.api.calendar import OPENERS
from campus_safety.api.roll_call import CORRECTORS
from campus_safety.campus_risk.doctype.campus_risk_ledger.campus_risk_ledger import ACTIVE
from campus_safety.declared import ALERTS, LEDGERS, STARTS
from campus_safety.declared.names import NAMED_BY
from campus_safety.domain.duties.obligation import State
from campus_safety.domain.people.network import UNIT_TYPES
from campus_safety.domain.people.shifts import MAY_ENTER, may_enter_college
from campus_safety.domain.roles import (
	DORM_MANAGER,
	PSYCH_HEAD,
	PSYCH_STAFF,
	SAFETY_OFFICE,
	STUDENT_AFFAIRS,
	SYSTEM_MANAGER,
)
from campus_safety.engines.ledgers.layouts import get_ledgers
from campus_safety.engines.opening.settings import get_shortest_emergency_reason, get_shortest_reason
from campus_safety.records.evidence import MAY_VOID, EvidenceRecord
from campus_safety.records.named import MAY_BE_NAMED
from campus_safety.records.positions import get_posts
from campus_safety.services.hazards import supervision
from campus_safety.services.incidents.dossier.subject import MAKERS as DOSSIER_MAKERS
from campus_safety.services.incidents.police.exporting import EXPORTERS
from campus_safety.services.people import identity, mentor_lists
from campus_safety.services.presence.absence_cases import SEARCHING
from campus_safety.services.privacy.assessments import APPROVERS
from campus_safety.services.risk.risk_ledger import LEVEL_KEYS, REASSIGNERS

# what a button is offered for; whether it is allowed the server decides again
ACTS = {
	"approve_assessment": APPROVERS,
	"call_roll": (DORM_MANAGER,),
	"assign_anywhere": (STUDENT_AFFAIRS, SAFETY_OFFICE, SYSTEM_MANAGER),
	"correct_night": CORRECTORS,
	"export_push": EXPORTERS,
	"lead_centre": (PSYCH_HEAD,),
	"lead_screening": (PSYCH_HEAD,),
	"make_dossiers": DOSSIER_MAKERS,
	"open_term": OPENERS,
	"reassign_ledger": REASSIGNERS,
	"screen": PSYCH_STAFF,
	"sign_hazard_for_leaders": (supervision.KEYS["supervised_by_leader"],),
	"sign_hazard_for_office": (supervision.KEYS["supervised_by_office"],),
	"see_id_no": identity.MAY_SEE_ID_NO,
	"sign_level": LEVEL_KEYS,
	"supervise_hazards": SUPERVISORS,
	"teach_anybody": WHOLE_SCHOOL,
	"train_anybody": (*TRAINING_OFFICES, *TRAININGS_OF),
	"void_evidence": MAY_VOID,
	"work_at_centre": PSYCH_STAFF,
}
OURS = "Campus %"  # every page of the Desk asks this, of people who have nothing to do with us, too: by SQL, not by 80 metas


def extend_bootinfo(bootinfo) -> None:
	kinds = _kinds()
	bootinfo.campus_safety = {
		**_get_secrets(),
		"ledgers": {
			doctype: {
				"is_protected": doctype in PROTECTED,
				"has_form": has_form,
				"is_own": doctype not in LEDGERS,
			}
			for doctype, has_form in get_ledgers().items()
		},
		"named_people": {doctype: list(fields) for doctype, fields in MAY_BE_NAMED.items()},
		"named_by_student": _named_by_student(kinds),
		"named_by": {doctype: list(fields) for doctype, fields in NAMED_BY.items()},
		"level_colors": _get_level_colors(),
		"alerting": sorted({source.doctype for source in ALERTS}),
		"evidence": [doctype for doctype in kinds if issubclass(get_controller(doctype), EvidenceRecord)],
		"starts": [{"doctype": start.doctype, "label": start.label, "icon": start.icon} for start in STARTS],
		"may": {act: has_any_role(frappe.session.user, roles) for act, roles in ACTS.items()},
		"open_states": {
			"absence": list(SEARCHING),
			"duty": [State.OPEN.value, State.OVERDUE.value],
			"ledger": list(ACTIVE),
		},
		"reason": {"shortest": get_shortest_reason(), "emergency": get_shortest_emergency_reason()},
		"mentor_list_keys": list(mentor_lists.KEYS),
		"gravest": frappe.get_all("Campus Risk Level", filters={"is_gravest": 1}, pluck="name"),
		"urgent_alerts": frappe.get_all("Campus Alert Kind", filters={"urgent": 1}, pluck="name"),
		"my_roster": [
			level
			for level, offices in MAY_ENTER.items()
			if has_any_role(frappe.session.user, offices)
			or may_enter_college(level, frappe.get_roles(frappe.session.user))
		],
		"my_trainings": sorted(trainings_held(frappe.session.user)),
		"my_units": sorted(held_units(frappe.session.user)),
		"network": _get_network(),
	}


def _get_secrets() -> dict[str, dict]:
	"""protected: {DocType: its tables that hold secrets}; secret_fields: {DocType or table: its secret fields}."""
	found: dict[str, dict] = {"protected": {}, "secret_fields": {}}
	field = frappe.qb.DocType("DocField")
	tables = frappe.qb.from_(field).select(field.parent, field.fieldname, field.options)
	rows_of = {
		(doctype, fieldname): rows
		for doctype, fieldname, rows in tables.where(
			(field.fieldtype == "Table") & field.parent.like(OURS)
		).run()
	}
	for doctype in PROTECTED:
		rule = RULES[doctype]
		if rule.parent or not (rule.secrets or rule.child_secrets):
			continue
		found["protected"][doctype] = list(rule.child_secrets)
		found["secret_fields"][doctype] = list(rule.secrets)
		for table, fields in rule.child_secrets.items():
			if rows := rows_of.get((doctype, table)):  # while an update runs, it may still be missing
				found["secret_fields"][rows] = list(fields)
	return found


def _get_level_colors() -> dict[str, str]:
	"""{risk level: its colour} for whoever reads levels; a list is drawn once, and no colour may come after it."""
	if not frappe.has_permission("Campus Risk Level"):
		return {}
	return dict(frappe.get_all("Campus Risk Level", fields=["name", "color"], as_list=True))


def _get_network() -> dict[str, Any]:
	"""posts: where each is held and by whom; unit_types: what a level may name as its scope."""
	return {
		"posts": {
			name: {
				"levels": [level.value for level in post.levels],
				"by_user": post.by_user,
				"by_student": post.by_student,
				"dormitory_type": post.dormitory_type,
				"single_students": post.single_students,
			}
			for name, post in get_posts().items()
		},
		"unit_types": {level.value: list(types) for level, types in UNIT_TYPES.items()},
	}


def _kinds() -> dict[str, str]:
	"""{DocType: its title}: those that the site has, asked at once: while an update runs, some may still be missing."""
	table = frappe.qb.DocType("DocType")
	rows = dict(
		frappe.qb.from_(table).select(table.name, table.title_field).where(table.name.like(OURS)).run()
	)
	return {doctype: rows[doctype] or "" for doctype in RULES if doctype in rows}


def _named_by_student(kinds: dict[str, str]) -> list[str]:
	"""Their own name is a number and they have no title: people know them by their student."""
	field, setter = frappe.qb.DocType("DocField"), frappe.qb.DocType("Property Setter")
	is_student = (field.fieldname == "student") & (field.options == "Campus Student")
	found = {name for (name,) in frappe.qb.from_(field).select(field.parent).where(is_student).run()}
	is_title = (setter.property == "title_field") & setter.doc_type.like(OURS)
	titled = dict(frappe.qb.from_(setter).select(setter.doc_type, setter.value).where(is_title).run())
	return [
		doctype
		for doctype, title in kinds.items()
		if doctype in found and not RULES[doctype].parent and not titled.get(doctype, title)
	]
