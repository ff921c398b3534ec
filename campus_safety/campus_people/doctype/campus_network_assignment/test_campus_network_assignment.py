from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.access.scopes import held_units
from campus_safety.domain import roles as r
from campus_safety.exceptions import AssignmentConflictError, OpenResponsibilityError, OutOfScopeError
from campus_safety.jobs import campus_assignments
from campus_safety.services.people import network_scope
from campus_safety.services.risk import responsibility
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.http import HttpClient

ASSIGNMENT = "Campus Network Assignment"


class NetworkTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.school = make.make_unit("网络学院", "School")
		self.college = make.make_unit("网络信息学院", "College", self.school)
		self.other_college = make.make_unit("网络机电学院", "College", self.school)
		self.klass = make.make_unit("网络软件2601班", "Class", self.college)
		self.second = make.make_unit("网络软件2602班", "Class", self.college)
		self.far = make.make_unit("网络数控2601班", "Class", self.other_college)
		self.building = make.make_dormitory("网络苑", "Building")
		self.room = make.make_dormitory("101", "Room", self.building)
		self.student = make.make_student("N2026001", self.klass)
		self.neighbour = make.make_student("N2026002", self.second)
		self.far_student = make.make_student("N2026003", self.far)
		self.user = make.make_user("one@network.test", r.COUNSELLOR)
		self.another = make.make_user("two@network.test", r.COUNSELLOR)

	def make(self, **values):
		return frappe.get_doc(
			{
				"doctype": ASSIGNMENT,
				"level": "Class",
				"position": "Counsellor",
				"holder_user": self.user,
				"unit": self.klass,
				"from_date": nowdate(),
				**values,
			}
		)

	def make_by_student(self, position: str, student: str | None = None, **values):
		return self.make(
			position=position, holder_user=None, holder_student=student or self.student, **values
		)

	def seen_by(self, user: str) -> list[str]:
		with self.as_user(user):
			return frappe.get_list("Campus Student", pluck="name", order_by="name")

	def end(self, assignment) -> None:
		assignment.reload()
		assignment.to_date = nowdate()
		assignment.save()


class TestScope(NetworkTestCase):
	def test_an_active_assignment_gives_exactly_its_class(self) -> None:
		self.assertEqual(self.seen_by(self.user), [])
		assignment = self.make().insert()
		self.assertEqual(assignment.status, "Active")
		self.assertEqual(self.seen_by(self.user), [self.student])
		with self.as_user(self.user):
			self.assertTrue(frappe.has_permission("Campus Student", "read", doc=self.student))
			self.assertFalse(frappe.has_permission("Campus Student", "read", doc=self.neighbour))

	def test_ending_takes_it_away_at_once(self) -> None:
		assignment = self.make().insert()
		self.end(assignment)
		self.assertEqual(assignment.status, "Ended")
		self.assertEqual(self.seen_by(self.user), [])
		self.assertFalse(frappe.db.exists("User Permission", {"user": self.user}))

	def test_deleting_takes_it_away_too(self) -> None:
		self.make().insert().delete()
		self.assertEqual(self.seen_by(self.user), [])

	def test_what_another_active_assignment_needs_stays(self) -> None:
		first = self.make().insert()
		second = self.make(position="Class Adviser").insert()
		self.end(first)
		self.assertEqual(self.seen_by(self.user), [self.student])
		self.end(second)
		self.assertEqual(self.seen_by(self.user), [])

	def test_permissions_of_other_origin_stay(self) -> None:
		by_hand = frappe.get_doc(
			doctype="User Permission", user=self.user, allow="Campus Unit", for_value=self.second
		).insert()
		self.end(self.make().insert())
		network_scope.reconcile()
		self.assertTrue(frappe.db.exists("User Permission", by_hand.name))

	def test_saving_again_gives_it_once(self) -> None:
		assignment = self.make().insert()
		assignment.save()
		network_scope.reconcile()
		self.assertEqual(frappe.db.count("User Permission", {"user": self.user}), 1)

	def test_reconcile_heals(self) -> None:
		active = self.make().insert()
		ended = self.make(unit=self.second).insert()
		self.end(ended)
		frappe.db.delete("User Permission", {"user": self.user})
		frappe.get_doc(
			doctype="User Permission", user=self.user, allow="Campus Unit", for_value=self.second
		).insert()
		self.assertEqual(network_scope.reconcile(), {"given": 1, "taken": 1})
		self.assertEqual(self.seen_by(self.user), [self.student])
		self.assertEqual(active.status, "Active")

	def test_a_whole_college(self) -> None:
		lead = make.make_user("lead@network.test", r.COLLEGE_LEAD)
		self.make(position="College Lead", level="College", unit=self.college, holder_user=lead).insert()
		self.assertEqual(self.seen_by(lead), [self.student, self.neighbour])

	def test_a_mentor_of_single_students_keeps_the_classes_held(self) -> None:
		mentor = make.make_user("mentor@network.test", r.MENTOR, r.CLASS_ADVISER)
		self.make(position="Mentor", unit=None, student=self.far_student, holder_user=mentor).insert()
		self.assertEqual(self.seen_by(mentor), [self.far_student])
		self.make(position="Class Adviser", holder_user=mentor).insert()
		self.assertEqual(self.seen_by(mentor), [self.student, self.far_student])

	def test_students_get_nothing_to_see(self) -> None:
		before = frappe.db.count("User Permission")
		self.make_by_student("Psych Committee Member").insert()
		self.assertEqual(frappe.db.count("User Permission"), before)

	def test_planned_begins_and_dated_end_comes_by_the_job(self) -> None:
		planned = self.make(from_date=add_days(nowdate(), 3)).insert()
		self.assertEqual((planned.status, self.seen_by(self.user)), ("Planned", []))
		network_scope.begin_and_end(add_days(nowdate(), 2))
		self.assertEqual(self.seen_by(self.user), [])
		frappe.db.set_value(ASSIGNMENT, planned.name, "from_date", add_days(nowdate(), -1))
		campus_assignments.run()
		self.assertEqual(self.seen_by(self.user), [self.student])
		frappe.db.set_value(ASSIGNMENT, planned.name, "to_date", nowdate())
		campus_assignments.run()
		self.assertEqual(self.seen_by(self.user), [])
		campus_assignments.run()
		self.assertEqual(frappe.db.get_value(ASSIGNMENT, planned.name, "status"), "Ended")

	def test_a_post_without_an_end_is_left_as_it_is(self) -> None:
		"""Every hour: a school has a thousand of them."""
		name = self.make().insert().name
		before = frappe.db.get_value(ASSIGNMENT, name, "modified")
		outcome = network_scope.begin_and_end(nowdate())
		self.assertNotIn(name, [each for names in outcome.values() for each in names])
		self.assertEqual(frappe.db.get_value(ASSIGNMENT, name, "modified"), before)

	def test_one_broken_assignment_does_not_stop_the_others(self) -> None:
		first = self.make().insert()
		second = self.make(holder_user=self.another, unit=self.second).insert()
		frappe.db.set_value(ASSIGNMENT, {"name": ("in", (first.name, second.name))}, "to_date", nowdate())
		frappe.db.set_value(ASSIGNMENT, first.name, "position", "Gone")
		frappe.db.set_value(ASSIGNMENT, first.name, "holder_user", None)
		outcome = network_scope.begin_and_end(nowdate())
		self.assertIn(second.name, outcome["ended"])
		self.assertIn(first.name, outcome["failed"])


class TestRules(NetworkTestCase):
	def test_second_counsellor_of_a_class_is_refused(self) -> None:
		self.make().insert()
		with self.assertRaisesRegex(AssignmentConflictError, self.klass):
			self.make(holder_user=self.another).insert()
		self.make(holder_user=self.another, unit=self.second).insert()
		self.make(holder_user=self.another, position="Class Adviser").insert()

	def test_the_next_one_may_begin_when_the_first_ends(self) -> None:
		self.make(to_date=add_days(nowdate(), 10)).insert()
		self.assertRaises(
			AssignmentConflictError,
			self.make(holder_user=self.another, from_date=add_days(nowdate(), 9)).insert,
		)
		self.assertEqual(
			self.make(holder_user=self.another, from_date=add_days(nowdate(), 10)).insert().status, "Planned"
		)

	def test_one_leader_per_room(self) -> None:
		values = {"level": "Dormitory", "unit": None, "dormitory": self.room}
		self.make_by_student("Room Leader", **values).insert()
		self.assertRaises(
			AssignmentConflictError, self.make_by_student("Room Leader", self.neighbour, **values).insert
		)
		self.assertRaises(
			frappe.ValidationError,
			self.make_by_student(
				"Room Leader", self.neighbour, **{**values, "dormitory": self.building}
			).insert,
		)

	def test_wrong_shapes_are_refused(self) -> None:
		portal = make.make_user("pupil@network.test", r.STUDENT_USER, user_type="Website User")
		frappe.db.set_value("Campus Student", self.student, "user", portal)
		for why, values in {
			"ends before it begins": {"to_date": add_days(nowdate(), -1)},
			"no holder": {"holder_user": None},
			"two holders": {"holder_student": self.student},
			"a student as counsellor": {"holder_user": None, "holder_student": self.student},
			"a student's account": {"holder_user": portal},
			"staff as psych committee member": {"position": "Psych Committee Member"},
			"no scope": {"unit": None},
			"two scopes": {"dormitory": self.room},
			"single student for a counsellor": {"unit": None, "student": self.student},
			"a college at the level of classes": {"unit": self.college},
			"counsellor at the level of the college": {"level": "College", "unit": self.college},
			"class at the level of dormitories": {"level": "Dormitory", "position": "Dorm Manager"},
			"unknown unit": {"unit": "没有的班"},
			"unknown level": {"level": "Galaxy"},
			"unknown position": {"position": "King"},
			"unknown user": {"holder_user": "nobody@nowhere.test"},
		}.items():
			with self.subTest(why):
				self.assertRaises(frappe.ValidationError, self.make(**values).insert)
		self.assertFalse(frappe.db.exists("User Permission", {"user": self.user}))

	def test_history_stays_readable(self) -> None:
		assignment = self.make().insert()
		for field, value in (
			("holder_user", self.another),
			("unit", self.second),
			("from_date", "2026-01-01"),
		):
			with self.subTest(field=field):
				changed = frappe.get_doc(ASSIGNMENT, assignment.name)
				changed.set(field, value)
				self.assertRaises(frappe.ValidationError, changed.save)
		self.end(assignment)
		assignment.to_date = None
		self.assertRaises(frappe.ValidationError, assignment.save)

	def test_a_missing_role_is_pointed_out(self) -> None:
		roleless = make.make_user("roleless@network.test")
		self.make(holder_user=roleless).insert()
		self.assertTrue(
			[line for line in frappe.get_message_log() if r.COUNSELLOR in str(line) or "辅导员" in str(line)]
		)
		self.assertEqual(self.seen_by(self.user), [])


class TestResponsibility(NetworkTestCase):
	def open_ledgers(self, names: list[str]):
		return patch.object(responsibility, "get_open_ledgers", return_value=names)

	def test_it_ends_and_says_what_is_left(self) -> None:
		assignment = self.make().insert()
		with self.open_ledgers(["L1", "L2"]):
			self.assertRaises(OpenResponsibilityError, assignment.delete)
			self.end(assignment)
		self.assertEqual(assignment.status, "Ended")
		self.assertIn("2", assignment.end_blocked)
		self.assertEqual(self.seen_by(self.user), [])
		assignment.save()
		self.assertIn("2", assignment.end_blocked, "it stays said")

	def test_another_assignment_over_the_same_scope_is_enough(self) -> None:
		assignment = self.make().insert()
		self.make(position="Class Adviser").insert()
		with self.open_ledgers(["L1"]):
			self.end(assignment)
		self.assertEqual(assignment.status, "Ended")

	def test_by_calendar_as_well(self) -> None:
		assignment = self.make().insert()
		frappe.db.set_value(ASSIGNMENT, assignment.name, "to_date", nowdate())
		with self.open_ledgers(["L1"]):
			self.assertIn(assignment.name, network_scope.begin_and_end(nowdate())["ended"])
		assignment.reload()
		self.assertEqual(assignment.status, "Ended")
		self.assertIn("1", assignment.end_blocked)
		self.assertEqual(self.seen_by(self.user), [])

	def test_open_ledgers_are_those_of_the_person_in_the_scope(self) -> None:
		self.assertEqual(responsibility.get_open_ledgers(self.user, "Campus Unit", self.college), [])


class TestWhoAssigns(NetworkTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.lead = make.make_user("lead@network.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.safety = make.make_user("safety@network.test", r.SAFETY_OFFICE)

	def test_a_college_lead_assigns_within_the_college(self) -> None:
		with self.as_user(self.lead):
			assignment = self.make().insert()
			self.end(assignment)
			self.assertRaises(OutOfScopeError, self.make(unit=self.far).insert)
			self.assertRaises(
				OutOfScopeError, self.make(level="School", position="Liaison Cadre", unit=self.school).insert
			)
			self.assertRaises(
				OutOfScopeError,
				self.make(
					level="Dormitory", position="Dorm Manager", unit=None, dormitory=self.building
				).insert,
			)
		self.assertEqual(self.seen_by(self.user), [])

	def test_nobody_appoints_themselves(self) -> None:
		with self.as_user(self.lead):
			self.assertRaises(OutOfScopeError, self.make(holder_user=self.lead).insert)
			self.assertRaises(
				OutOfScopeError,
				self.make(level="College", position="College Lead", unit=self.college).insert,
			)

	def test_a_counsellor_assigns_nobody(self) -> None:
		make.assign(self.user, "Counsellor", "Class", unit=self.klass)
		with self.as_user(self.user):
			self.assertRaises(
				frappe.PermissionError, self.make(holder_user=self.another, position="Mentor").insert
			)

	def test_hidden_officers_stand_in_no_network(self) -> None:
		for user in (self.lead, self.safety, "Administrator"):
			with self.subTest(user=user), self.as_user(user):
				for hidden in (
					self.make_by_student("Hidden Safety Officer"),
					self.make(position="Hidden Safety Officer"),
				):
					self.assertRaises(frappe.ValidationError, hidden.insert)

	def test_one_of_before_is_seen_by_the_safety_office_only(self) -> None:
		holder = make.make_user("hidden@network.test")
		covert = frappe.get_doc(ASSIGNMENT, make.assign_hidden(holder, "Class", unit=self.klass))
		readers = {
			self.safety: True,
			self.lead: False,
			self.user: False,
			make.make_user("affairs@network.test", r.STUDENT_AFFAIRS): False,
			make.make_user("leader@network.test", r.SCHOOL_LEADER): False,
			make.make_user("manager@network.test", r.SYSTEM_MANAGER): False,
		}
		make.assign(self.user, "Counsellor", "Class", unit=self.klass)
		for user, sees in readers.items():
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(bool(frappe.get_list(ASSIGNMENT, {"name": covert.name})), sees)
				self.assertIs(bool(frappe.has_permission(ASSIGNMENT, "read", doc=covert.name)), sees)


class TestOverHttp(NetworkTestCase):
	"""On committed rows: each request reads on its own connection. What is made here is taken away again."""

	def setUp(self) -> None:
		super().setUp()
		self.affairs = make.make_user("affairs@network.test", r.STUDENT_AFFAIRS)
		frappe.db.commit()
		self.addCleanup(self.remove_assignments)

	def _roll_back(self) -> None:
		frappe.clear_cache()  # the commit above ended the savepoint

	def remove_assignments(self) -> None:
		frappe.set_user("Administrator")
		for name in frappe.get_all(ASSIGNMENT, {"holder_user": self.user}, pluck="name"):
			frappe.delete_doc(ASSIGNMENT, name)
		frappe.db.commit()

	def names(self, client: HttpClient) -> list[str]:
		response = client.get("/api/resource/Campus Student", order_by="name asc")
		self.assertEqual(response.status_code, 200, response.text)
		return [row["name"] for row in response.json["data"]]

	def test_scope_comes_and_goes_with_the_assignment(self) -> None:
		counsellor, affairs = HttpClient(self.user), HttpClient(self.affairs)
		self.assertEqual(self.names(counsellor), [])
		made = affairs.post(
			f"/api/resource/{ASSIGNMENT}",
			level="Class",
			position="Counsellor",
			holder_user=self.user,
			unit=self.klass,
			from_date=nowdate(),
		)
		self.assertEqual(made.status_code, 200, made.text)
		self.assertEqual(self.names(counsellor), [self.student])
		self.assertEqual(counsellor.get(f"/api/resource/Campus Student/{self.student}").status_code, 200)
		self.assertEqual(counsellor.get(f"/api/resource/Campus Student/{self.neighbour}").status_code, 403)
		name = made.json["data"]["name"]
		self.assertEqual(
			counsellor.put(f"/api/resource/{ASSIGNMENT}/{name}", unit=self.school).status_code, 403
		)
		ended = affairs.put(f"/api/resource/{ASSIGNMENT}/{name}", to_date=nowdate())
		self.assertEqual(ended.status_code, 200, ended.text)
		self.assertEqual(self.names(counsellor), [])
		self.assertEqual(counsellor.get(f"/api/resource/Campus Student/{self.student}").status_code, 403)

	def test_held_units_after_the_commit(self) -> None:
		make.assign(self.user, "Counsellor", "Class", unit=self.klass)
		frappe.db.commit()
		self.assertEqual(held_units(self.user), {self.klass})
