"""Who takes over an account of the circle is seen doing it (found/security.md H9).

A System Manager gave itself the role, or made itself a key of the Psych Head's, and no log said so.
"""

import json

import frappe
from frappe.core.doctype.user.user import generate_keys
from frappe.utils.password import update_password as write_password

from campus_safety.access.checks import administers
from campus_safety.access.circle import circle_roles, is_of_circle
from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.api import overrides
from campus_safety.domain import roles as r
from campus_safety.engines.opening import accounts, reveal
from campus_safety.engines.opening.emergency_access import break_glass
from campus_safety.exceptions import CircleAccountError, OutOfScopeError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT, get_world

LOG = "Campus Access Log"


class CircleCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()

	def set_up_once(self) -> None:
		super().set_up_once()
		self.head = make.make_user("head@circle.test", r.PSYCH_HEAD)
		self.leader = make.make_user("leader@circle.test", r.SCHOOL_LEADER)
		self.manager = make.make_user("manager@circle.test", r.SYSTEM_MANAGER)
		self.mentor = make.make_user("mentor@circle.test", r.MENTOR)
		self.known = set(frappe.get_all(LOG, {"action": "Account Change"}, pluck="name"))

	def lines(self) -> list:
		"""(account, who did it, what) of the lines written since the test began."""
		rows = frappe.get_all(
			LOG,
			{"action": "Account Change", "name": ("not in", list(self.known) or [""])},
			["name", "reference_name", "user", "reason"],
			order_by="creation asc",
		)
		self.known |= {row.name for row in rows}
		return [(row.reference_name, row.user, row.reason) for row in rows]

	def told(self, about: str) -> set[str]:
		"""Of Psych Head and School Leader of this test, who was told of this account."""
		rows = frappe.get_all("Campus Message Outbox", {"subject": ("like", f"%{about}%")}, pluck="recipient")
		return set(rows) & {self.head, self.leader}

	def change(self, user: str, **values) -> None:
		account = frappe.get_doc("User", user)
		account.update(values)
		account.save()


class TestTheCircle(CircleCase):
	def test_it_follows_the_rights_on_protected_records(self) -> None:
		self.assertLessEqual({r.PSYCH_HEAD, r.PSYCH_TEACHER, r.COLLEGE_LEAD, r.COUNSELLOR}, circle_roles())
		self.assertTrue(circle_roles().isdisjoint({r.SYSTEM_MANAGER, r.MENTOR, r.SECURITY_GUARD}))
		self.assertTrue(is_of_circle(self.head))
		self.assertFalse(is_of_circle(self.mentor))

	def test_a_school_that_gives_the_right_to_another_role_widens_it(self) -> None:
		doctype = next(name for name in sorted(PROTECTED) if not RULES[name].parent)
		try:
			frappe.permissions.add_permission(doctype, r.PUBLICITY, 0)
			frappe.clear_cache(doctype=doctype)
			self.assertIn(r.PUBLICITY, circle_roles())
		finally:
			frappe.db.delete("Custom DocPerm", {"parent": doctype})
			frappe.clear_cache(doctype=doctype)
		self.assertNotIn(r.PUBLICITY, circle_roles())


class TestChanges(CircleCase):
	def test_every_change_of_such_an_account(self) -> None:
		changes = (
			{"roles": [{"role": r.PSYCH_HEAD}, {"role": r.MENTOR}]},
			{"new_password": "Another-Pass-4711"},
			{"enabled": 0},
			{"enabled": 1},
			{"mobile_no": "13900001111"},
			{"username": "another.name"},
			{"roles": [{"role": r.MENTOR}]},
		)
		for values in changes:
			with self.subTest(values=str(values)), self.as_user(self.manager):
				self.change(self.head, **values)
				((account, actor, _reason),) = self.lines()
				self.assertEqual((account, actor), (self.head, self.manager))
		self.assertIn(self.leader, self.told(self.head))

	def test_what_says_nothing_about_opening_is_no_line(self) -> None:
		with self.as_user(self.manager):
			self.change(self.head, first_name="New", desk_theme="Dark")
			self.change(self.mentor, roles=[{"role": r.MENTOR}, {"role": r.SECURITY_GUARD}])
		self.assertEqual(self.lines(), [])

	def test_giving_the_role(self) -> None:
		with self.as_user(self.manager):
			self.change(self.mentor, roles=[{"role": r.MENTOR}, {"role": r.PSYCH_TEACHER}])
			((account, actor, reason),) = self.lines()
			self.assertEqual((account, actor), (self.mentor, self.manager))
			self.assertIn(frappe._(r.PSYCH_TEACHER, lang="zh"), reason)
		self.assertEqual(self.told(self.mentor), {self.head, self.leader})

	def test_a_new_account(self) -> None:
		frappe.local.conf.throttle_user_limit = 10_000  # the world makes its accounts within this hour
		with self.as_user(self.manager):
			new = frappe.get_doc(
				{
					"doctype": "User",
					"email": "new@circle.test",
					"first_name": "New",
					"send_welcome_email": 0,
					"roles": [{"role": r.COUNSELLOR}],
				}
			).insert()
		self.assertEqual([line[0] for line in self.lines()], [new.name])

	def test_keys(self) -> None:
		"""The first, which has a name, and the next, which is a secret alone."""
		with self.as_user(self.manager):
			for _time in range(2):
				generate_keys(self.head)
				((account, actor, reason),) = self.lines()
				self.assertEqual((account, actor), (self.head, self.manager))
				self.assertIn(frappe._("API Secret", lang="zh"), reason)

	def test_a_profile_of_roles(self) -> None:
		with self.as_user("Administrator"):
			profile = frappe.get_doc(
				{"doctype": "Role Profile", "role_profile": "circle-profile", "roles": [{"role": r.MENTOR}]}
			).insert()
		self.change(self.mentor, role_profile_name=profile.name)
		self.lines()
		profile.append("roles", {"role": r.PSYCH_TEACHER})
		profile.save()
		self.assertEqual([line[0] for line in self.lines()], [self.mentor])

	def test_a_password_by_a_mailed_key_or_by_the_old_one(self) -> None:
		write_password(self.head, "Old-Pass-4711")
		with self.as_user(self.head):
			accounts.follow_password(frappe.session.user)
		self.assertEqual([line[:2] for line in self.lines()], [(self.head, self.head)])
		with self.as_user(self.mentor):
			accounts.follow_password(frappe.session.user)
		self.assertEqual(self.lines(), [])

	def test_a_role_switched_off(self) -> None:
		role = frappe.get_doc("Role", r.PSYCH_TEACHER)
		teacher = make.make_user("teacher@circle.test", r.PSYCH_TEACHER)
		role.disabled = 1
		role.save()
		self.assertIn(teacher, [line[0] for line in self.lines()])

	def test_deleting_and_renaming(self) -> None:
		accounts.follow_deletion(frappe.get_doc("User", self.head))
		accounts.follow_rename(frappe.get_doc("User", self.head), None, self.head, "other@circle.test")
		self.assertEqual([line[0] for line in self.lines()], [self.head, self.head])
		for old, new in ((self.head, self.mentor), (self.mentor, self.head)):
			with self.assertRaises(CircleAccountError):
				accounts.follow_rename(frappe.get_doc("User", old), None, old, new, True)
		accounts.follow_rename(frappe.get_doc("User", self.mentor), None, self.mentor, "m@circle.test", True)
		self.assertEqual(self.lines(), [])

	def test_who_does_it_is_not_told_of_it(self) -> None:
		with self.as_user(self.leader):
			accounts.note(self.head, ["x"])
		self.assertEqual(self.told(self.head), {self.head})

	def test_a_leader_reads_these_lines_and_no_others(self) -> None:
		accounts.note(self.head, ["x"])
		with self.as_user(self.leader):
			actions = set(frappe.get_list(LOG, pluck="action", limit_page_length=0))
			self.assertIn("Account Change", actions)
			self.assertLessEqual(actions, {"Account Change", "Code Change"})
		with self.as_user(self.mentor):
			self.assertFalse(frappe.has_permission(LOG, "read"))


class TestApart(CircleCase):
	def test_refused_for_every_role_of_the_circle_whoever_asks(self) -> None:
		for role in sorted(circle_roles()):
			for actor in (self.manager, "Administrator"):
				with self.subTest(role=role, actor=actor), self.as_user(actor):
					with self.assertRaises(CircleAccountError):
						self.change(self.manager, roles=[{"role": r.SYSTEM_MANAGER}, {"role": role}])
					with self.assertRaises(CircleAccountError):
						self.change(self.head, roles=[{"role": role}, {"role": r.SYSTEM_MANAGER}])

	def test_other_roles_go_together(self) -> None:
		self.change(self.manager, roles=[{"role": r.SYSTEM_MANAGER}, {"role": r.IT_CENTRE}])
		self.assertEqual(self.lines(), [])

	def test_who_holds_both_already_is_saved_and_opens_nothing(self) -> None:
		world = self.world
		both = make.make_user("both@circle.test", r.PSYCH_HEAD, r.SYSTEM_MANAGER)
		self.change(both, first_name="Both")
		self.assertTrue(administers(both))
		with self.as_user(both):
			with self.assertRaises(frappe.PermissionError):
				reveal.reveal("Campus Risk Ledger", world.ledger, "谈话准备")
			with self.assertRaises(OutOfScopeError):
				break_glass(STUDENT, "学生可能有危险，需要立即查看", frappe.utils.now_datetime())
		with self.as_user(world.users["psych_head"]):
			self.assertTrue(reveal.reveal("Campus Risk Ledger", world.ledger, "谈话准备"))

	def test_the_first_day(self) -> None:
		"""The framework makes the first account of a site its System Manager, and gives its setup's account every role."""
		frappe.db.delete("Has Role", {"role": r.SYSTEM_MANAGER, "parent": ("!=", "Administrator")})
		frappe.db.set_single_value("System Settings", "setup_complete", 1)
		self.change(self.head, first_name="First")
		self.assertEqual({row.role for row in frappe.get_doc("User", self.head).roles}, {r.PSYCH_HEAD})
		frappe.flags.in_setup_wizard = True
		try:
			self.change(self.mentor, roles=[{"role": r.SYSTEM_MANAGER}, {"role": r.PSYCH_HEAD}])
		finally:
			frappe.flags.in_setup_wizard = False
		self.assertEqual({row.role for row in frappe.get_doc("User", self.mentor).roles}, {r.SYSTEM_MANAGER})


class TestRoadsBeside(WorldTestCase):
	"""What a System Manager may write otherwise, over HTTP."""

	def setUp(self) -> None:
		super().setUp()
		self.manager = self.world.users["administrator_of_site"]
		self.head = self.world.users["psych_head"]
		self.forget_key(self.manager)
		self.client = HttpClient(self.manager)
		self.addCleanup(self.forget_key, self.manager)

	def roles_of(self, user: str) -> set[str]:
		return set(frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role"))

	def forget_key(self, user: str) -> None:
		frappe.db.set_value("User", user, "api_key", None)
		frappe.db.commit()

	def test_no_road_gives_the_role_to_who_administers(self) -> None:
		row = {"parent": self.manager, "parenttype": "User", "parentfield": "roles", "role": r.PSYCH_HEAD}
		user = {"doctype": "User", "name": self.manager, "email": self.manager}
		asked = [
			self.client.post("/api/resource/Has Role", **row),
			self.client.call("frappe.client.insert", doc={"doctype": "Has Role", **row}),
			self.client.call("frappe.client.save", doc={"doctype": "Has Role", **row}),
			self.client.call(
				"frappe.desk.form.save.savedocs",
				doc=json.dumps({"doctype": "Has Role", **row}),
				action="Save",
			),
			self.client.put(
				f"/api/resource/User/{self.manager}",
				roles=[{"role": r.PSYCH_HEAD}, {"role": r.SYSTEM_MANAGER}],
			),
			self.client.post(
				"/api/method/run_doc_method", dt="User", dn=self.manager, method="add_roles", arg=r.PSYCH_HEAD
			),
			self.client.call(
				"frappe.client.bulk_update", docs=json.dumps([{**user, "docname": self.manager}])
			),
			self.client.call(
				"frappe.client.rename_doc",
				doctype="Role",
				old_name="System Manager",
				new_name=r.PSYCH_HEAD,
				merge=1,
			),
			self.client.call(
				"frappe.client.rename_doc",
				doctype="Role",
				old_name="Translator",
				new_name=r.PSYCH_HEAD,
				merge=1,
			),
			self.client.call(
				"frappe.client.rename_doc", doctype="Role", old_name=r.PSYCH_HEAD, new_name="Mine", merge=0
			),
			self.client.call(
				"frappe.client.rename_doc", doctype="User", old_name=self.manager, new_name=self.head, merge=1
			),
		]
		self.assertEqual(self.roles_of(self.manager), {r.SYSTEM_MANAGER})
		self.assertTrue(frappe.db.exists("Role", r.PSYCH_HEAD))
		self.assertGreaterEqual(sum(answer.status_code >= 400 for answer in asked), len(asked) - 1)

	def test_a_row_of_the_account_is_not_taken_away_by_itself(self) -> None:
		name = frappe.db.get_value("Has Role", {"parent": self.head, "role": r.PSYCH_HEAD})
		self.assertGreaterEqual(self.client.delete(f"/api/resource/Has Role/{name}").status_code, 400)
		other = self.client.put(f"/api/resource/Has Role/{name}", role=r.MENTOR)
		self.assertGreaterEqual(other.status_code, 400)
		self.assertIn(r.PSYCH_HEAD, self.roles_of(self.head))

	def test_nobody_becomes_one_of_the_circle(self) -> None:
		with self.assertRaises(frappe.PermissionError):
			overrides.impersonate(self.head, "support")

	def test_the_password_page_tells(self) -> None:
		user = self.world.users["psych_teacher"]
		write_password(user, "Old-Pass-4711")
		frappe.db.commit()
		self.forget_key(user)
		self.addCleanup(self.forget_key, user)  # saving an account without it removes its secret
		before = frappe.db.count(LOG, {"action": "Account Change", "reference_name": user})
		answer = HttpClient(user).call(
			"frappe.core.doctype.user.user.update_password",
			new_password="New-Pass-4711-x",
			old_password="Old-Pass-4711",
		)
		self.assertEqual(answer.status_code, 200, answer.text[-300:])
		self.assertEqual(
			frappe.db.count(LOG, {"action": "Account Change", "reference_name": user}), before + 1
		)
