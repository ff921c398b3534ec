"""Threat: a row that is evidence is taken out and entered anew with the same words, so that it looks younger, or another's.

What is written down stays the row that it was, by its name. Every table of a record stands below: kept, or free and why.
"""

import frappe
from frappe.utils import now_datetime, nowdate

from campus_safety.access.rules import RULES
from campus_safety.services.presence import absence_cases
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

LEDGER, CRISIS, CARE, CASE = (
	"Campus Risk Ledger",
	"Campus Crisis Case",
	"Campus Care Plan",
	"Campus Absence Case",
)
SUPPORT = "Campus Medical Support"
REPORT, HAZARD, INSPECTION = (
	"Campus Abnormal Report",
	"Campus Safety Hazard",
	"Campus Inspection Campaign",
)
ACCOUNTABILITY = "Campus Accountability Case"
PATROL, TICKET, OUTSIDE = "Campus Patrol Log", "Campus Appeal Ticket", "Campus Outside Handover"
WORK_REPORT = "Campus Implementation Report"
INCIDENT, REVIEW = "Campus Emergency Incident", "Campus Incident Review"
# DocType: {table: who may write the record}
KEPT = {
	LEDGER: {"dispatches": "counsellor", "signatures": "counsellor"},
	CRISIS: {
		"actions": "counsellor",
		"guardian_contacts": "counsellor",
		"supervision_shifts": "counsellor",
		"signatures": "counsellor",
	},
	CARE: {"actions": "counsellor", "reviews": "counsellor"},
	CASE: {"contact_log": "counsellor", "events": "counsellor"},
	"Campus Mentor List": {"signatures": "Administrator"},
	"Campus Spot Check": {"rows": "lead"},
	"Campus Study Suspension": {"contacts": "psych_head"},
	SUPPORT: {"follow_ups": "counsellor"},
	REPORT: {"deadlines": "Administrator", "questions": "Administrator", "signs": "Administrator"},
	HAZARD: {"events": "Administrator"},
	INSPECTION: {"rows": "Administrator"},
	ACCOUNTABILITY: {"persons": "Administrator", "evidence": "Administrator"},
	REVIEW: {"timeline": "Administrator", "duties": "Administrator"},
	PATROL: {"scans": "Administrator"},
	TICKET: {"questions": "Administrator"},
	OUTSIDE: {"signatures": "Administrator"},
	WORK_REPORT: {"clauses": "Administrator"},
	INCIDENT: {table: "Administrator" for table in ("people", "notifications", "reports", "response_log")},
}
RECORDS = {
	LEDGER: lambda world: world.ledger,
	CRISIS: lambda world: world.crisis,
	CARE: lambda world: world.care_plan,
	"Campus Mentor List": lambda world: _one("Campus Mentor List", evaluation="CANARY-mentor-evaluation"),
	"Campus Spot Check": lambda world: frappe.db.get_value(
		"Campus Spot Check Row", {"note": "CANARY-check-note"}, "parent"
	),
	"Campus Study Suspension": lambda world: world.on_leave["Campus Study Suspension"],
	SUPPORT: lambda world: world.medical_support,
	REPORT: lambda world: world.report[REPORT],
	HAZARD: lambda world: _under_way(
		HAZARD, status="Registered", workflow_state="Registered", closed_at=None
	),
	INSPECTION: lambda world: _under_way(INSPECTION, status="Running", finished_at=None),
	ACCOUNTABILITY: lambda world: _under_way(ACCOUNTABILITY, status="Heard", workflow_state="Heard"),
	REVIEW: lambda world: _under_way(REVIEW, status="Draft", workflow_state="Draft"),
	PATROL: lambda world: _under_way(PATROL, status="Running", planned=_one("Campus Patrol Slot")),
	TICKET: lambda world: _under_way(TICKET, status="Handling", workflow_state="Handling"),
	OUTSIDE: lambda world: _under_way(OUTSIDE, status="Draft", workflow_state="Draft"),
	WORK_REPORT: lambda world: _under_way(WORK_REPORT, status="Drafted"),
	INCIDENT: lambda world: _under_way(INCIDENT, status="Handling", workflow_state="Handling", ended_at=None),
}
# a row as it would stand, where the world has none
ROWS = {
	"dispatches": {"date": nowdate(), "situation": "enc:1:x", "decision": "enc:1:x", "counts": 1},
	"signatures": {
		"purpose": "Filed",
		"role": "Campus College Lead",
		"user": "Guest",
		"signed_at": "2026-01-01",
	},
	"contact_log": {
		"target": "Parent",
		"result": "Reached",
		"contact_time": "2026-01-01",
		"caller": "Administrator",
	},
	"contacts": {"contact_on": nowdate(), "way": "Phone", "with_whom": "Student", "result": "Reached"},
}
# what only the app writes, into records that no person saves, or that it computes anew
OF_THE_APP = frozenset(
	(
		*(("Campus Alert", "events"), ("Campus Alert", "recipients"), ("Campus Coverage Run", "rules")),
		*(("Campus Accountability Assessment", "items"), ("Campus Accountability Assessment", "exemptions")),
		*(("Campus Psych Analysis Report", "figures"), ("Campus Psych Analysis Report", "concerns")),
		*(("Campus Night Roll Call", "rows"), ("Campus Night Roll Call", "corrections")),
		*(("Campus Screening Result", "scores"), ("Campus Student Import", "issues")),
		*(
			("Campus Gate Import", "issues"),
			("Campus Staff Import", "issues"),
			("Campus Screening Import", "issues"),
		),
		("Campus Postvention", "signatures"),
		("Campus Host Sync", "issues"),
		*(("Campus Early Warning", "signals"), ("Campus Warning Run", "rules")),
		*(("Campus Destruction Record", table) for table in ("counts", "signatures")),
	)
)
# put right by who wrote the record, as the rest of it, until it is decided
OF_THE_RECORD = frozenset(
	(
		("Campus Session Note", "disclosures"),  # rows are put right and not taken out: tests/counselling
		*(("Campus Session Note", "participants"), ("Campus Dorm Visit", "rooms")),
		*(("Campus Accountability Assessment", "incident_deductions"), ("Campus Mentor List", "students")),
		*(
			("Campus Mentor List", "duties"),
			("Campus Home Visit", "visitors"),
			("Campus Home Visit", "photos"),
		),
		*(("Campus Parent Meeting", "absent"), ("Campus Off Campus Residence", "visits")),
		*(("Campus Safety Education", "absent"), ("Campus Five Management", "rows")),
		("Campus Student", "earlier_classes"),  # noted by the app, put right by who keeps the register
		("Campus Dispute Case", "parties"),  # until the agreement: tests/disputes
		(
			"Campus Opinion Item",
			"evidence",
		),  # none is taken out, each has its fingerprint: tests/defence/test_opinion.py
		*(("Campus Screening Campaign", table) for table in ("units", "scales", "waves")),
		*((f"Campus {kind} Import", "columns") for kind in ("Student", "Staff", "Screening", "Gate")),
		*((LEDGER, "team"), (LEDGER, "measures"), ("Campus Student", "guardians")),
		("Campus Student", "earlier_classes"),  # by who keeps the register, not class staff: tests/education
		("Campus Incident Review", "actions"),  # until it is approved
		("Campus Report Round", "units"),  # until it is opened
		(OUTSIDE, "items"),  # until it is sealed
		("Campus Police Push", "rows"),  # until it is approved: tests/incidents/test_police_push.py
		("Campus Equipment Check", "lines"),  # counted by who wrote it; not anew afterwards: tests/defence
		*(
			("Campus Policy Assessment", table) for table in ("risks", "consultations")
		),  # in its turn: tests/appeals/test_policies.py
		*(("Campus Emergency Drill", table) for table in ("evaluation", "problems", "wardens")),
		("Campus File Handover", "items"),  # frozen once signed, by their names: its own tests
		("Campus Resumption Assessment", "panel"),  # frozen once it has the papers: tests/crisis
		("Campus Postvention", "people"),  # a circle that is put right until it is closed: tests/crisis
	)
)


def _one(doctype: str, **filters) -> str:
	return frappe.get_all(doctype, filters, pluck="name", order_by="creation asc", limit=1)[0]


def _under_way(doctype: str, **values) -> str:
	"""The world's are over, so that they call nobody."""
	name = _one(doctype)
	frappe.db.set_value(doctype, name, values)
	return name


class TestKeptRows(CampusTestCase):
	"""On the committed world; what a table does not hold there is put in as it would stand."""

	@classmethod
	def setUpClass(cls) -> None:
		cls.world = get_world()  # commits
		super().setUpClass()

	def get(self, doctype: str, table: str, user: str):
		"""The record as the user opens it, with a row at least in its table."""
		if doctype == CASE:
			now = now_datetime()
			(name,) = absence_cases.open_cases([absence_cases.Found(NEIGHBOUR, "Report", now)], now)
		else:
			name = RECORDS[doctype](self.world)
		field = frappe.get_meta(doctype).get_field(table)
		there = frappe.db.exists(field.options, {"parent": name, "parentfield": table})
		row = frappe.get_doc(field.options, there) if there else frappe.new_doc(field.options)
		row.update({key: value for key, value in ROWS.get(table, {}).items() if not row.get(key)})
		if there:
			row.db_update()
		else:
			row.update({"parent": name, "parenttype": doctype, "parentfield": table, "idx": 1})
			row.db_insert()
		with self.as_user(user):
			return frappe.get_doc(doctype, name)

	def enter_anew(self, doc, table: str) -> None:
		"""The same words in new rows."""
		said = [
			{column.fieldname: row.get(column.fieldname) for column in row.meta.fields}
			for row in doc.get(table)
		]
		doc.set(table, [])
		for row in said:
			doc.append(table, row)

	def test_a_row_stays_the_row_it_was(self) -> None:
		for doctype, tables in KEPT.items():
			for table, who in tables.items():
				with self.subTest(doctype, table=table):
					frappe.db.savepoint("one_table")
					user = self.world.users.get(who) or who
					doc = self.get(doctype, table, user)
					with self.as_user(user):
						doc.save()
						before = {row.name for row in doc.get(table)}
						self.enter_anew(doc, table)
						try:
							doc.save()
						except (frappe.ValidationError, frappe.PermissionError):
							pass
					stands = frappe.get_all(
						frappe.get_meta(doctype).get_field(table).options,
						{"parent": doc.name, "parentfield": table},
						pluck="name",
						order_by="name asc",
					)
					self.assertLessEqual(before, set(stands))
					frappe.db.rollback(save_point="one_table")

	def test_no_table_is_forgotten(self) -> None:
		known = {(doctype, table) for doctype, tables in KEPT.items() for table in tables}
		self.assertFalse(known & (OF_THE_APP | OF_THE_RECORD))
		here = {
			(meta.name, field.fieldname)
			for meta in map(frappe.get_meta, RULES)
			for field in meta.get_table_fields()
			if field.fieldtype == "Table"
			and (meta.has_field("recorded_by") or meta.has_field("signatures") or meta.has_field("status"))
		}
		self.assertEqual(here - known - OF_THE_APP - OF_THE_RECORD, set(), "kept, or free and why?")
		self.assertEqual((known | OF_THE_APP | OF_THE_RECORD) - here, set(), "no longer there")
