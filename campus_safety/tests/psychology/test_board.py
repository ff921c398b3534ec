"""The centre's board: what is open, due, asked for and nobody's, for its own people; nothing of it for anybody else."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from campus_safety.api import psychology
from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.bases.crises import CASE, CrisisTestCase
from campus_safety.tests.http import HttpClient

BOARD = "campus_safety.api.psychology.get_board"


class TestBoard(CrisisTestCase):
	def board(self, user: str) -> dict:
		with self.as_user(user):
			return psychology.get_board()

	def names(self, board: dict, table: str, label: str) -> list[str]:
		return [row["name"] for kind in board[table] if kind["label"] == label for row in kind["rows"]]

	def diagnosed(self):
		return self.find(
			"Diagnosed",
			diagnosis_kind="Severe Disorder",
			danger_now=1,
			diagnosis_proof=self.paper(),
			by=self.psych_head,
		)

	def test_an_open_crisis_stands_in_the_column_of_its_level(self) -> None:
		case = self.find("Severe")
		board = self.board(self.psych_head)
		self.assertIn(case.name, self.names(board, "crises", "Severe crises"))
		self.assertNotIn(case.name, self.names(board, "crises", "General crises"))
		self.assertIn(case.name, self.names(board, "unowned", "Grave crises without a psych teacher"))
		frappe.db.set_value(CASE, case.name, "status", "Closed")
		board = self.board(self.psych_head)
		for table, kinds in board.items():
			if table not in ("now", "watch"):
				self.assertNotIn(case.name, [row["name"] for kind in kinds for row in kind["rows"]], table)

	def test_who_watches_and_when_nobody_does(self) -> None:
		case = self.diagnosed()
		now = now_datetime().replace(microsecond=0)
		shift = {
			"from_time": now - timedelta(hours=1),
			"to_time": now + timedelta(hours=5),
			"first_person": self.lead,
			"second_person": self.counsellor,
			"place": "值班室",
		}
		self.edit(self.psych_head, case, supervision_shifts=[shift])
		line = self.line_of(case)
		self.assertEqual([each["place"] for each in line["shifts"]], ["值班室"])
		self.assertTrue(line["shifts"][0]["now"])
		self.assertEqual([gap["from"] for gap in line["gaps"]], [shift["to_time"]])
		frappe.db.set_value(CASE, case.name, "decision", "Hospital")
		self.assertIsNone(self.line_of(case))

	def line_of(self, case) -> dict | None:
		watch = self.board(self.psych_teacher)["watch"]
		return next((line for line in watch if line["name"] == case.name), None)

	def test_a_psych_teacher_reads_what_a_teacher_may(self) -> None:
		"""Data incidents and the reviews of emergency reading are the head's."""
		labels = {kind["label"] for kind in self.board(self.psych_teacher)["asked"]}
		self.assertTrue(labels.isdisjoint(("Data incidents that are open", "Emergency readings to review")))


class TestFromOutside(WorldTestCase):
	def test_the_centre_and_nobody_else(self) -> None:
		centre = (r.PSYCH_HEAD, r.PSYCH_TEACHER)
		case = self.world.crisis.encode()
		asked = 0
		for role, user in self.world.by_role.items():
			client = HttpClient(user)
			board = client.call(BOARD, http="GET")
			page = client.call("frappe.desk.desk_page.getpage", name="campus-psych-board")
			if role in centre:
				self.assertIn(case, board.get_data(), role)
				self.assertEqual(page.status_code, 200, role)
				continue
			asked += 1
			self.assertEqual(board.status_code, 403, role)
			self.assertNotIn(case, board.get_data(), role)
			self.assertEqual(page.status_code, 403, role)
		self.assertGreater(asked, 10)
		for user in (self.world.users["pupil"], None):
			self.assertEqual(HttpClient(user).call(BOARD, http="GET").status_code, 403)
