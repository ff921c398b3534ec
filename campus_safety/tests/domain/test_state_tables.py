"""Every workflow table hangs together: no dead end, no state out of reach, no role that does not exist."""

from unittest import TestCase

from campus_safety.declared import WORKFLOWS
from campus_safety.declared.risk import RISK_LEDGER_WORKFLOW
from campus_safety.domain import roles as r


class TestStateTables(TestCase):
	def test_tables_are_whole(self) -> None:
		for table in WORKFLOWS.values():
			names = [state.name for state in table.states]
			reached = {names[0]}
			for _step in names:
				reached |= {t.target for t in table.transitions if t.source in reached}
			with self.subTest(table.document_type):
				self.assertEqual(len(names), len(set(names)))
				self.assertEqual(reached & set(table.by_app), set(), "a step that is the app's")
				self.assertEqual(reached | set(table.by_app), set(names), "a state nobody can reach")
				for transition in table.transitions:
					self.assertIn(transition.source, names)
					self.assertTrue(transition.roles)
					self.assertLessEqual(set(transition.roles), set(r.ALL_ROLES))
				for state in table.states:
					self.assertTrue(state.editors)

	def test_a_state_and_an_action_lead_to_one_place(self) -> None:
		"""Said once, or of several people under a condition each."""
		for table in WORKFLOWS.values():
			ways: dict[tuple, list] = {}
			for transition in table.transitions:
				ways.setdefault((transition.source, transition.action), []).append(transition)
			for way, said in ways.items():
				with self.subTest(table.document_type, way=way):
					self.assertEqual(len({transition.target for transition in said}), 1)
					conditions = {transition.condition for transition in said}
					self.assertTrue(len(said) == 1 or (len(conditions) == len(said) and all(conditions)))

	def test_closing_a_ledger_takes_two_and_red_takes_three(self) -> None:
		two = (r.COLLEGE_LEAD, r.PSYCH_HEAD)
		self.assertEqual(RISK_LEDGER_WORKFLOW.keys_for("Closed", {"needs_student_affairs": 0}), two)
		self.assertEqual(
			RISK_LEDGER_WORKFLOW.keys_for("Closed", {"needs_student_affairs": 1}), (*two, r.STUDENT_AFFAIRS)
		)
		self.assertEqual(RISK_LEDGER_WORKFLOW.keys_for("Filed", {"needs_student_affairs": 1}), ())

	def test_whoever_must_sign_has_a_way_to(self) -> None:
		for table in WORKFLOWS.values():
			for status in table.keys:
				signers = set(table.keys_for(status, {table.extra_keys.get(status, ("", ""))[0]: 1}))
				able = {role for t in table.transitions if t.target == status for role in t.roles}
				self.assertLessEqual(signers, able, f"{table.document_type} {status}")
