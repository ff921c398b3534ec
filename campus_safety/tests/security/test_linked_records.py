"""What hangs on a record is told to those whose lists hold it (found/security.md C2).

v15's `linked_with.get` gave every account, students included, the ledgers of any student with their level.
"""

from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

LINKED = "frappe.desk.form.linked_with.get"
# those who have a way to ask and a motive
LIKELY = ("other_counsellor", "far_lead", "administrator_of_site", "pupil")
COUNTS = "frappe.desk.notifications.get_open_count"


class TestLinkedRecords(WorldTestCase):
	def ask(self, user: str | None, doctype: str, name: str):
		return HttpClient(user).call(LINKED, doctype=doctype, docname=name)

	def test_no_outsider_learns_what_hangs_on_a_student(self) -> None:
		for who in LIKELY:
			user = self.world.users[who]
			for doctype, name in (
				("Campus Student", STUDENT),
				("Campus Risk Level", "Yellow"),
				("User", self.world.users["counsellor"]),
				("Campus Unit", self.world.units["class_1"]),
			):
				found = self.ask(user, doctype, name).get_json() or {}
				linked = found.get("message") or {}
				own = {other: set(self.own_rows(user, other)) for other in linked if other in ROW_RESTRICTED}
				for other, names in own.items():
					shown = {row["name"] for row in linked[other]}
					self.assertLessEqual(shown, names, f"{who} by {doctype}: {other}")

	def own_rows(self, user: str | None, doctype: str) -> list[str]:
		answer = HttpClient(user).get(f"/api/resource/{doctype}", limit_page_length="0")
		return [row["name"] for row in (answer.get_json() or {}).get("data") or []]

	def test_a_stranger_to_the_record_is_refused(self) -> None:
		for who in ("far_lead", "pupil"):
			answer = self.ask(self.world.users[who], "Campus Student", STUDENT)
			self.assertEqual(answer.status_code, 403, who)

	def test_those_who_look_after_it_are_told(self) -> None:
		linked = self.ask(self.world.users["counsellor"], "Campus Student", STUDENT).get_json()["message"]
		self.assertIn(self.world.talk, [row["name"] for row in linked["Campus Heart Talk"]])
		self.assertIn(self.world.visit, [row["name"] for row in linked["Campus Home Visit"]])

	def test_nothing_is_counted_on_the_way(self) -> None:
		"""`items` takes any DocType that has a field of the dashboard's name."""
		restricted = sorted(doctype for doctype in ROW_RESTRICTED if not RULES[doctype].parent)
		for who in ("far_lead", "pupil", "administrator_of_site", "counsellor"):
			for doctype, name in (("Campus Student", STUDENT), ("User", self.world.users[who])):
				answer = HttpClient(self.world.users[who]).call(
					COUNTS, doctype=doctype, name=name, items=restricted
				)
				counts = ((answer.get_json() or {}).get("message") or {}).get("count") or []
				told = (
					counts if isinstance(counts, list) else [row for rows in counts.values() for row in rows]
				)
				named = {row.get("name") or row.get("doctype") for row in told}
				self.assertEqual(named & set(restricted), set(), who)
