"""A dispute: two sides, a mediator of neither, nobody judges their own, settled, revisited, mediated again; what is overdue calls."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.alerts import kinds, loop, people
from campus_safety.exceptions import ClosedRecordError, DisputeStepError
from campus_safety.jobs import campus_disputes
from campus_safety.services.disputes import due
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR, get_world

DISPUTE, ALERT = due.DISPUTE, "Campus Alert"
REFUSED = (DisputeStepError, frappe.PermissionError, frappe.ValidationError)


class DisputeTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = world = get_world()
		cls.counsellor, cls.lead = world.users["counsellor"], world.users["lead"]
		cls.stranger, cls.affairs = world.users["other_counsellor"], world.users["student_affairs"]
		cls.safety, cls.guard = world.by_role[r.SAFETY_OFFICE], world.by_role[r.SECURITY_GUARD]

	def set_up_once(self) -> None:
		super().set_up_once()
		self.teacher = make.make_user("teacher@dispute.test", r.MENTOR)
		self.mediator = make.make_user("mediator@dispute.test", r.MENTOR)

	def find(self, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": DISPUTE,
					"dispute_type": "Teacher-Student",
					"found_at": add_to_date(now_datetime(), hours=-2),
					"cause": "补考名单有争议",
					"parties": [
						{"side": "First Side", "student": NEIGHBOUR},
						{"side": "Second Side", "person": self.teacher},
					],
					**values,
				}
			).insert()

	def write(self, user: str, name: str, **values):
		with self.as_user(user):
			dispute = frappe.get_doc(DISPUTE, name)
			dispute.update(values)
			dispute.save()
		return dispute

	def act(self, user: str, name: str, *actions: str, **values):
		if values:
			self.write(user, name, **values)
		with self.as_user(user):
			for action in actions:
				apply_workflow(frappe.get_doc(DISPUTE, name).as_dict(), action)
		return frappe.get_doc(DISPUTE, name)

	def mediated(self):
		name = self.find().name
		self.act(self.safety, name, "Register the Dispute", mediator=self.mediator)
		return self.act(self.mediator, name, "Begin Mediation")

	def settled(self):
		dispute = self.mediated()
		parties = [{**row.as_dict(), "agrees": 1} for row in dispute.parties]
		said = {
			"outcome": "Agreement",
			"result": "重新核对名单",
			"agreed_on": getdate(),
			"measures": "当面谈",
		}
		return self.act(self.mediator, dispute.name, "Record the Result", parties=parties, **said)

	def revisited(self, result: str):
		said = {"revisited_on": getdate(), "revisit_result": result, "revisit_note": "双方都问过"}
		return self.act(self.mediator, self.settled().name, "Record the Revisit", **said)


class TestParties(DisputeTestCase):
	def test_it_has_two_sides_each_named_once(self) -> None:
		one = {"side": "First Side", "student": NEIGHBOUR}
		for parties in (
			[one],
			[one, {**one, "side": "Second Side"}],
			[one, {"side": "Second Side"}],
			[one, {"side": "Second Side", "person": self.teacher, "who": "家长"}],
		):
			with self.subTest(parties), self.assertRaises(DisputeStepError):
				self.find(parties=parties)
		self.assertTrue(self.find(parties=[one, {"side": "Second Side", "who": "家长"}]).name)

	def test_nobody_settles_or_reads_their_own(self) -> None:
		with self.assertRaises(DisputeStepError):
			self.find(self.teacher)
		name = self.find().name
		for mediator in (self.teacher,):
			self.assertRaises(DisputeStepError, self.write, self.safety, name, mediator=mediator)
		self.write(self.safety, name, mediator=self.mediator)
		of_the_office = [
			{"side": "First Side", "person": self.safety},
			{"side": "Second Side", "person": self.affairs},
		]
		about_them = self.find(parties=of_the_office).name
		for user in (self.safety, self.affairs):
			with self.as_user(user):
				self.assertNotIn(about_them, frappe.get_list(DISPUTE, pluck="name", limit=0))
				self.assertIn(name, frappe.get_list(DISPUTE, pluck="name", limit=0))
			self.assertFalse(frappe.has_permission(DISPUTE, "read", doc=about_them, user=user))
		self.assertFalse(frappe.has_permission(DISPUTE, "read", doc=name, user=self.teacher))

	def test_a_party_is_not_called_and_cannot_make_it_wait(self) -> None:
		"""The alert calls the offices and the lead; whoever stands on a side would take it over and be silent."""
		kind = kinds.get_kind("Dispute to Register")
		callable_now = {
			user
			for step in kind.steps
			for user in people.get_people(step, self.alert_of(self.find().name), now_datetime())
		}
		self.assertIn(self.safety, callable_now)
		parties = [
			{"side": "First Side", "person": self.safety},
			{"side": "Second Side", "person": self.affairs},
		]
		alert = self.alert_of(self.find(parties=parties).name)
		with alert.as_app():
			loop.climb_one(alert, kind, now_datetime() + timedelta(days=365))
		self.assertFalse({row.user for row in alert.recipients} & {self.safety, self.affairs})
		for step in (loop.take, lambda *given: loop.answer(*given[:2], "没有的事", given[2])):
			self.assertRaises(frappe.PermissionError, step, alert.name, self.safety, now_datetime())

	def alert_of(self, name: str):
		return frappe.get_doc(loop.ALERT, {"reference_doctype": DISPUTE, "reference_name": name})

	def test_who_finds_mediates_and_answers_for_it_reads_it(self) -> None:
		name = self.find().name
		self.write(self.safety, name, mediator=self.mediator)
		for user in (self.counsellor, self.mediator, self.lead, self.affairs):
			self.assertTrue(frappe.has_permission(DISPUTE, "read", doc=name, user=user), user)
		for user in (self.stranger, self.guard, "Guest"):
			self.assertFalse(frappe.has_permission(DISPUTE, "read", doc=name, user=user), user)

	def test_a_row_in_a_table_opens_nobody(self) -> None:
		"""Who writes down a dispute about anybody reads no record of theirs by it."""
		self.find(self.stranger, parties=[
			{"side": "First Side", "student": NEIGHBOUR}, {"side": "Second Side", "student": FAR_STUDENT}
		])  # fmt: skip
		self.assertFalse(frappe.has_permission("Campus Student", "read", doc=NEIGHBOUR, user=self.stranger))


class TestCourse(DisputeTestCase):
	def test_registered_with_a_mediator_and_a_day(self) -> None:
		name = self.find(grade="Larger").name
		self.assertRaises(REFUSED, self.act, self.counsellor, name, "Register the Dispute")
		self.assertRaises(DisputeStepError, self.act, self.safety, name, "Register the Dispute")
		self.write(self.safety, name, mediator=self.mediator)
		self.assertRaises(DisputeStepError, self.act, self.safety, name, "Register the Dispute")
		too_late = add_days(getdate(), 40)
		self.assertRaises(DisputeStepError, self.write, self.safety, name, deadline=too_late)
		dispute = self.act(self.safety, name, "Register the Dispute", stability_control="分开住宿")
		self.assertEqual(getdate(dispute.deadline), add_days(getdate(dispute.found_at), 15))

	def test_an_agreement_needs_everybody(self) -> None:
		dispute = self.mediated()
		said = {"outcome": "Agreement", "result": "重新核对", "agreed_on": getdate(), "measures": "谈过"}
		self.assertRaises(
			DisputeStepError, self.act, self.mediator, dispute.name, "Record the Result", **said
		)
		self.assertEqual(self.settled().status, "Resolved")

	def test_referred_says_to_whom(self) -> None:
		name = self.mediated().name
		said = {"outcome": "Referred", "result": "转仲裁", "agreed_on": getdate(), "measures": "谈过"}
		self.assertRaises(DisputeStepError, self.act, self.mediator, name, "Record the Result", **said)
		self.assertEqual(
			self.act(self.mediator, name, "Record the Result", referred_to="劳动仲裁委").status, "Resolved"
		)

	def test_a_day_that_cannot_be(self) -> None:
		name = self.mediated().name
		for day in (add_days(getdate(), 1), add_days(getdate(), -30)):
			self.assertRaises(DisputeStepError, self.write, self.mediator, name, agreed_on=day)
		with self.assertRaises(frappe.ValidationError):
			self.find(found_at=add_to_date(now_datetime(), hours=1))

	def test_kept_it_closes_and_stays(self) -> None:
		dispute = self.revisited("Kept")
		self.assertRaises(REFUSED, self.act, self.mediator, dispute.name, "Close the Dispute")
		self.assertEqual(self.act(self.safety, dispute.name, "Close the Dispute").status, "Closed")
		self.assertRaises((ClosedRecordError, *REFUSED), self.write, self.safety, dispute.name, cause="别的")

	def test_broken_it_is_mediated_again(self) -> None:
		dispute = self.revisited("Broken")
		self.assertRaises(DisputeStepError, self.act, self.safety, dispute.name, "Close the Dispute")
		again = self.act(self.safety, dispute.name, "Mediate Again")
		self.assertEqual((again.status, again.times_reopened, again.outcome), ("Mediating", 1, None))
		self.assertFalse(any(row.agrees for row in again.parties))
		self.assertEqual(getdate(again.deadline), add_days(getdate(), 15))
		late = add_days(getdate(), 60)
		self.assertRaises(DisputeStepError, self.write, self.safety, dispute.name, deadline=late)

	def test_when_it_was_found_stays_once_it_is_registered(self) -> None:
		"""The days to settle it count from there."""
		name = self.find().name
		earlier = add_to_date(now_datetime(), hours=-5)
		self.write(self.counsellor, name, found_at=earlier)
		self.write(self.safety, name, mediator=self.mediator)
		self.act(self.safety, name, "Register the Dispute")
		for user in (self.safety, self.mediator):
			self.assertRaises(DisputeStepError, self.write, user, name, found_at=now_datetime())

	def test_who_found_it_writes_until_it_is_registered(self) -> None:
		name = self.find().name
		self.write(self.counsellor, name, cause="补考名单和成绩有争议")
		self.act(self.safety, name, "Register the Dispute", mediator=self.mediator)
		self.assertRaises(DisputeStepError, self.write, self.counsellor, name, cause="别的")
		self.write(self.mediator, name, measures="分别谈过")
		self.assertRaises(DisputeStepError, self.write, self.mediator, name, mediator=self.counsellor)


class TestOverdue(DisputeTestCase):
	def alerts(self, name: str) -> int:
		open_ones = {"reference_name": name, "kind": due.KIND, "status": ("!=", "Ended")}
		return frappe.db.count(ALERT, open_ones)

	def test_late_it_calls_once_until_it_is_settled(self) -> None:
		dispute = self.mediated()
		later = add_to_date(now_datetime(), days=20)
		for _again in range(2):
			campus_disputes.run(later)
			self.assertEqual(self.alerts(dispute.name), 1)
		with dispute.as_app():
			dispute.reload()
			dispute.deadline = add_days(getdate(), 1)
			dispute.save()
		self.assertEqual(self.alerts(dispute.name), 0)

	def test_not_revisited_it_calls(self) -> None:
		name = self.settled().name
		campus_disputes.run(add_to_date(now_datetime(), days=29))
		self.assertEqual(self.alerts(name), 0)
		campus_disputes.run(add_to_date(now_datetime(), days=31))
		self.assertEqual(self.alerts(name), 1)
