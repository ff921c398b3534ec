"""What is evidence is sealed, whoever writes it: every DocType is declared or excused, every write past a document is followed.

A write past the document (`db_set` aside, which has its event) is found in the source, wherever it stands. Its line in PAST
says what becomes of the seal; one that is not there fails, and so does a line that is not needed any more.
"""

import ast
from unittest import TestCase

from frappe.model.base_document import get_controller

from campus_safety.access.rules import RULES
from campus_safety.declared import EVIDENCE, UNSEALED
from campus_safety.records.append_only import AppendOnly
from campus_safety.records.decided import Decided
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.records.protected import ProtectedRecord
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_floors import PACKAGE, floor_of, sources

FLOORS = ("records", "engines", "services", "modules", "api", "jobs", "setup", "adapters", "www")
FOLLOWS = "follow_rows"
SEALED = "sealed"
WRITES = frozenset(
	(
		"set_value",
		"db_insert",
		"db_update",
		"bulk_insert",
		"bulk_update",
		"insert_rows",
		"upsert_rows",
		"delete",
	)
)
OTHER = "another DocType than evidence"
WITHIN = "part of a save, whose leaf comes after it"
CALLER = "a mechanism; who calls it follows"
CALLED = "the function it calls next follows"
DUTIES = "duties, which the engine sets from records that are sealed"
UNLOCKED = "a roll call is sealed when it is locked; a correction after that follows"
UNTAKEN = (
	"nobody has written into it yet: a result is sealed when it is taken, a file when something is in it"
)
RENAME = "the framework's event of the rename comes after it"
THE_SEAL = "the seal itself"
OF_THE_SEAL = ["Campus Seal Leaf", "Campus Seal Tree"]
# {module.function: what becomes of the seal}
PAST = {
	"campus_people.doctype.campus_student.campus_student.after_rename": OTHER,
	"campus_people.doctype.campus_term.campus_term.after_rename": OTHER,
	"engines.alerts.told._write_down": WITHIN,
	"engines.calendar.write_days": OTHER,
	"engines.calendar.remove_days": OTHER,
	"engines.calendar._insert": OTHER,
	"engines.calendar._remove_outside": OTHER,
	"engines.duties.escalate._reach": DUTIES,
	"engines.duties.generate._withdraw": DUTIES,
	"engines.duties.generate.withdraw_all": DUTIES,
	"engines.duties.generate._move": DUTIES,
	"engines.duties.hand_on.hand_on": DUTIES,
	"engines.duties.saved._text_of_writing": DUTIES,
	"engines.duties.settle._write": DUTIES,
	"engines.duties.run._resume": OTHER,
	"engines.duties.run._one_rule": OTHER,
	"engines.duties.run._write_line": OTHER,
	"engines.duties.run._finish": OTHER,
	"engines.messages.delivery._claim": OTHER,
	"engines.messages.delivery._write": OTHER,
	"engines.messages.delivery._write_unsent": OTHER,
	"engines.messages.outbox.withdraw": OTHER,
	"engines.messages.outbox.without_bell": OTHER,
	"engines.opening.accounts.hide_mailed_key": OTHER,
	"engines.opening.key_rotation._rewrite": SEALED,
	"engines.seal.erasure.erase": THE_SEAL,
	"engines.seal.leaves._insert": THE_SEAL,
	"engines.seal.sequence._number": THE_SEAL,
	"engines.seal.sequence.keep": THE_SEAL,
	"engines.sets.bulk_insert.insert_rows": CALLER,
	"engines.sets.bulk_insert.upsert_rows": CALLER,
	"engines.sheets.retention._forget": OTHER,
	"patches.v1_0.messages_kept_apart.execute": OTHER,
	"patches.v1_0.overdue_leaves_found.execute": SEALED,
	"campus_incidents.doctype.campus_abnormal_report.campus_abnormal_report.db_insert": WITHIN,
	"patches.v1_0.rules_begun.execute": OTHER,
	"records.copies.db_insert": OTHER,
	"records.one_open.db_insert": WITHIN,
	"records.one_open.db_update": WITHIN,
	"records.tree_anchors.refresh": OTHER,
	"records.tree_anchors._follow": OTHER,
	"services.care.talk_batches.mark": SEALED,
	"services.care.talk_batches._count_again": CALLER,
	"services.care.talk_escalation.follow": WITHIN,
	"services.defence.checks.mark_latest": SEALED,
	"services.defence.retention.delete_old": OTHER,
	"services.gate.events.write": OTHER,
	"services.gate.events.note_seen": OTHER,
	"services.gate.keys.revoke": OTHER,
	"services.gate.keys.remove_account": OTHER,
	"services.governance.notice_units.link_units": OTHER,
	"services.incidents.drills.muster.write_expected": OTHER,
	"services.incidents.drills.muster.mark": OTHER,
	"services.incidents.drills.muster.check_in": OTHER,
	"services.incidents.drills.muster._add": OTHER,
	"services.incidents.drills.muster.close": OTHER,
	"services.incidents.drills.steps._show_proofs": SEALED,
	"services.incidents.joining.join": SEALED,
	"services.incidents.joining.sync": SEALED,
	"services.incidents.receipts._follow_further": SEALED,
	"services.leave.chain.close_earlier": SEALED,
	"services.leave.moves.follow_class": SEALED,
	"services.leave.moves.overdue": SEALED,
	"services.leave.moves.expire": CALLED,
	"services.leave.moves._move": SEALED,
	"services.leave.parents.make_link": SEALED,
	"services.leave.parents._record": SEALED,
	"services.leave.residences.note_in_students": OTHER,
	"services.people.hidden_officers._write": CALLER,
	"services.people.host_sync.follow._end": OTHER,
	"services.people.host_sync.follow.follow_deletion": OTHER,
	"services.people.host_sync.run._complete": OTHER,
	"services.people.host_sync.run.take_up": OTHER,
	"services.people.host_sync.schedule.tell_waiting": OTHER,
	"services.people.minors.refresh": OTHER,
	"services.people.account_zone.put_into_zone": OTHER,
	"services.people.staff_import.passwords.hand_out": OTHER,
	"services.people.staff_import.passwords.take_back": OTHER,
	"services.people.student_accounts._insert_accounts": OTHER,
	"services.people.student_accounts._link": OTHER,
	"services.people.student_import.write._insert_students": OTHER,
	"services.people.student_import.write._insert_earlier_classes": OTHER,
	"services.people.student_import.write._insert_guardians": OTHER,
	"services.people.student_import.write._update": OTHER,
	"services.people.term_opening.prepare": OTHER,
	"services.presence.absence_cases.add_rows": CALLER,
	"services.presence.alarms._climb_one": CALLER,
	"services.presence.alarms.remind": UNLOCKED,
	"services.presence.roll.lock_due": SEALED,
	"services.presence.overdue_leaves.follow_search": SEALED,
	"services.presence.roll.correct": SEALED,
	"services.presence.roll_rows.reconcile": UNLOCKED,
	"services.presence.roll_rows._insert": UNLOCKED,
	"services.presence.roll_rows._upsert": UNLOCKED,
	"services.presence.roll_rows.update_totals": UNLOCKED,
	"services.psychology.advice.follow_import": OTHER,
	"services.psychology.advice.follow_student": OTHER,
	"services.psychology.consents.write_platform": SEALED,
	"services.psychology.destruction._mark": SEALED,
	"services.psychology.files.follow_moves": SEALED,
	"services.psychology.files.make_missing": UNTAKEN,
	"services.psychology.interviews._raise": SEALED,
	"services.psychology.interviews.open_for": SEALED,
	"services.psychology.retention._write": SEALED,
	"services.psychology.store._write_results": CALLER,
	"services.psychology.store._write_scores": CALLER,
	"services.psychology.store.make_rows": UNTAKEN,
	"services.psychology.student_page.begin": SEALED,
	"services.risk.care_moves._hand_to": SEALED,
	"services.risk.first_talks.look": SEALED,
	"services.risk.handover._write": SEALED,
	"services.risk.medical._move": SEALED,
	"services.risk.nomination.keep_after_return": SEALED,
	"services.risk.risk_status.follow_student": OTHER,
	"services.risk.unowned._mark": SEALED,
	"services.risk.risk_status.follow_rename": RENAME,
	"services.risk.risk_status.follow_moved_students": OTHER,
	"services.warning.figures._write": OTHER,
	"services.warning.run._resume": OTHER,
	"services.warning.run._one_rule": OTHER,
	"services.warning.run._write_line": OTHER,
	"services.warning.run._finish": OTHER,
	"engines.sheets.stalled._take_up": OTHER,
	"engines.sheets.stalled._give_up": OTHER,
	"setup.removal.remove_copies": OTHER,
	"setup.removal.remove_files": OTHER,
	"setup.seeded.forget": OTHER,
	"setup.duty_rules.create_missing_approvers": OTHER,
	"setup.absence_ladder.create_missing_absence_ladder": OTHER,
	"setup.leave.create_missing_ladder": OTHER,
}


def writes(function: ast.AST) -> list[int]:
	"""Lines that write rows and are no document's save: `frappe.db.…`, the query builder's update and into, raw SQL."""
	found = []
	for node in ast.walk(function):
		if not isinstance(node, ast.Call):
			continue
		name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
		of = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
		if (
			name in WRITES
			and (
				of in ("frappe.db", "super()")
				or name in ("insert_rows", "upsert_rows", "db_insert", "db_update")
			)
		) or (name in ("update", "into") and of == "frappe.qb"):
			found.append(node.lineno)
		if name == "sql" and of == "frappe.db" and node.args:
			text = " ".join(
				part.value
				for part in ast.walk(node.args[0])
				if isinstance(part, ast.Constant) and isinstance(part.value, str)
			)
			if text.lstrip().lower().startswith(("update ", "insert ", "delete ", "replace ")):
				found.append(node.lineno)
	return found


def places() -> dict[str, ast.FunctionDef]:
	"""{module.function: its tree} of functions that write past documents."""
	found = {}
	for module, tree in sources().items():
		if floor_of(module) not in FLOORS or ".setup.demo" in module:
			continue
		for node in ast.walk(tree):
			if isinstance(node, ast.FunctionDef) and writes(node):
				found[f"{module.removeprefix('campus_safety.')}.{node.name}"] = node
	return found


class TestDeclared(CampusTestCase):
	def test_every_doctype_is_sealed_or_excused(self) -> None:
		own = {name for name, rule in RULES.items() if not rule.parent}
		self.assertEqual(own, {*EVIDENCE, *UNSEALED})
		self.assertFalse({*EVIDENCE} & {*UNSEALED})

	def test_what_is_evidence_by_its_kind_is_sealed(self) -> None:
		"""What comes to an end as well, but for what the app makes anew from records that are sealed."""
		for kinds, but in (
			((EvidenceRecord, ProtectedRecord, AppendOnly), OF_THE_SEAL),
			(
				Decided,
				[
					"Campus Duty Obligation",
					"Campus Risk Status",
					"Campus Screening Advice",
					"Campus Warning Rule",
				],
			),
		):
			records = [name for name in RULES if issubclass(get_controller(name), kinds)]
			self.assertGreater(len(records), 4)
			self.assertEqual(sorted(name for name in records if name not in EVIDENCE), but)

	def test_reasons_are_given(self) -> None:
		self.assertEqual([each.doctype for each in UNSEALED.values() if len(each.why) < 5], [])


class TestWrites(TestCase):
	maxDiff = None

	def test_every_write_past_a_document_is_followed_or_excused(self) -> None:
		self.assertEqual(sorted(places()), sorted(PAST))

	def test_who_says_it_follows_does(self) -> None:
		names = {place: ast.unparse(node) for place, node in places().items()}
		silent = [
			place for place, what in PAST.items() if (what == SEALED) != (FOLLOWS in names.get(place, ""))
		]
		self.assertEqual(silent, [])

	def test_each_way_to_write_is_seen(self) -> None:
		for text in (
			"frappe.db.set_value('A', 'b', 'c', 1)",
			"frappe.db.bulk_insert('A', f, v)",
			"frappe.db.delete('A')",
			"frappe.qb.update(t).set(t.a, 1).run()",
			"frappe.qb.into(t).insert(1).run()",
			"frappe.db.sql('update `tabA` set a = 1')",
			"frappe.db.sql(f'insert into `tab{a}`')",
			"insert_rows('A', c, l)",
			"upsert_rows('A', c, l, d)",
			"frappe.get_doc(x).db_insert()",
		):
			with self.subTest(text):
				self.assertEqual(writes(ast.parse(text)), [1])
		self.assertEqual(writes(ast.parse("doc.save(); a.update(b); frappe.db.sql('select 1')")), [])

	def test_the_package_is_read(self) -> None:
		self.assertTrue(PACKAGE.exists())
