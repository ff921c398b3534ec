"""No browser or proxy keeps an answer about a person, and no other site frames one (found/security.md M9)."""

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

PAGES = (
	f"/api/resource/Campus Student/{STUDENT}",
	"/api/resource/Campus Heart Talk",
	"/api/method/campus_safety.api.workspace.get_workbench",
	"/api/method/frappe.client.get_count",
	"/campus-student",
	"/campus-safety-plan",
	"/app",
)


def directives(answer) -> list[str]:
	"""v16 says more than we do: no-store, no-cache, must-revalidate."""
	return [word.strip() for word in answer.headers["Cache-Control"].split(",")]


class TestHeaders(WorldTestCase):
	def test_what_concerns_a_person_is_not_kept(self) -> None:
		for who in ("counsellor", "pupil", "administrator_of_site"):
			for page in PAGES:
				answer = HttpClient(self.world.users[who]).get(page)
				with self.subTest(who=who, page=page, status=answer.status_code):
					self.assertIn("no-store", directives(answer))
					self.assertEqual(answer.headers["X-Frame-Options"], "SAMEORIGIN")
					self.assertIn("frame-ancestors", answer.headers["Content-Security-Policy"])
					self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
					self.assertEqual(answer.headers["Referrer-Policy"], "same-origin")

	def test_the_parents_page_of_somebody_without_account(self) -> None:
		answer = HttpClient(None).get("/campus-parent", t="no-such-link")
		self.assertIn("no-store", directives(answer))
		self.assertEqual(answer.headers["X-Frame-Options"], "SAMEORIGIN")

	def test_public_pages_are_the_hosts(self) -> None:
		answer = HttpClient(None).get("/login")
		self.assertNotIn("X-Frame-Options", answer.headers)
		self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
