"""A hazard from whoever saw it to whoever accepts that it is gone: steps, photos, supervision, the second look."""

import frappe
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, HazardStepError
from campus_safety.services.hazards import figures, mistaken, recurrence, second_looks, supervision
from campus_safety.tests.hazards.base import FIXES, HAZARD, HazardTestCase, upload

# the button is not there, or the step is refused
REFUSED = (frappe.PermissionError, WorkflowTransitionError)


class TestLoop(HazardTestCase):
	def test_from_found_to_gone(self) -> None:
		hazard = self.find()
		self.assertEqual(
			(hazard.status, hazard.responsible_unit, hazard.unit), ("Registered", self.college, self.college)
		)
		self.assign(hazard)
		self.assertEqual(getdate(hazard.deadline), add_days(getdate(), 7))
		self.mend(hazard)
		self.assertEqual(
			(hazard.status, hazard.rectified_by, hazard.photo_reused), ("To Accept", self.mender, 0)
		)
		self.step(hazard, self.acceptor, "Accept Rectification", acceptance_note="看过了")
		self.assertEqual((hazard.status, hazard.accepted_by, hazard.late), ("Closed", self.acceptor, 0))
		kinds = [row.kind for row in hazard.events]
		self.assertEqual(
			kinds, ["Registered", "Named", "Assigned", "Begun", "Wrote", "Rectified", "Accepted"]
		)
		heard = {"for_user": self.finder, "document_name": hazard.name, "subject": ("like", "%已经消除%")}
		self.assertTrue(frappe.db.exists("Notification Log", heard), "whoever found it hears the end")

	def test_a_photo_is_needed_where_one_can_be_taken(self) -> None:
		self.assertRaises(frappe.MandatoryError, self.find, photo_before=None)
		self.assertTrue(self.find(photo_before=None, category=self.unseen).name)

	def test_who_assigns(self) -> None:
		hazard = self.find()
		for user in (self.finder, self.stranger, self.mender):
			self.assertRaises(REFUSED, self.step, hazard, user, "Assign Hazard")
		elsewhere = self.find(seed=2, responsible_unit=self.other_college)
		self.assertRaises(REFUSED, self.assign, elsewhere)

	def test_what_a_step_needs(self) -> None:
		hazard = self.find()
		self.assertRaises(frappe.MandatoryError, self.step, hazard, self.security, "Assign Hazard")
		self.assign(hazard)
		self.step(hazard, self.mender, "Begin Rectifying")
		for values in ({}, {"measure_taken": "换了"}):
			self.assertRaises(
				frappe.MandatoryError, self.step, hazard, self.mender, "Report as Rectified", **values
			)

	def test_returned_with_a_reason_and_a_new_photo(self) -> None:
		hazard = self.mend(self.assign(self.find()))
		self.assertRaises(frappe.MandatoryError, self.step, hazard, self.acceptor, "Return to Rectify")
		self.step(hazard, self.acceptor, "Return to Rectify", return_reason="线还露着")
		self.assertEqual(
			(hazard.status, hazard.returned, hazard.photo_after, hazard.rectified_at),
			("Rectifying", 1, None, None),
		)
		self.assertRaises(frappe.MandatoryError, self.step, hazard, self.mender, "Report as Rectified")
		self.mend(hazard, seed=50)
		self.assertEqual(
			(hazard.photo_reused, hazard.photo_like), (1, hazard.name), "the photo that was returned"
		)
		self.assertIn("线还露着", [row.note for row in hazard.events])

	def test_closed_stays(self) -> None:
		hazard = self.close(self.find())
		for user in (self.lead, self.safety):
			with self.as_user(user), self.assertRaises((ClosedRecordError, *REFUSED)):
				document = frappe.get_doc(HAZARD, hazard.name)
				document.description = "没有什么"
				document.save()
		with self.as_user(self.safety), self.assertRaises(ClosedRecordError):
			frappe.delete_doc(HAZARD, hazard.name)

	def test_what_the_app_writes_nobody_else_does(self) -> None:
		hazard = self.mend(self.assign(self.find()))
		for field, value in (
			("rectified_by", self.stranger),
			("events", []),
			("photo_reused", 0),
			("late", 1),
			("supervision_no", "X"),
		):
			with self.subTest(field), self.as_user(self.lead):
				document = frappe.get_doc(HAZARD, hazard.name)
				if str(document.get(field)) == str(value):
					continue
				document.set(field, value)
				self.assertRaises(AppOwnedFieldError, document.save)


class TestNobodyMakesItLighter(HazardTestCase):
	def change(self, hazard, user: str, **values) -> None:
		with self.as_user(user):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.update(values)
			document.save()

	def test_no_more_time_but_from_the_offices(self) -> None:
		hazard = self.assign(self.find(), deadline=add_days(getdate(), 2))
		self.assertRaises(frappe.MandatoryError, self.change, hazard, self.lead, deadline=None)
		self.assertRaises(HazardStepError, self.change, hazard, self.lead, deadline=add_days(getdate(), 3))
		self.assertRaises(
			HazardStepError, self.change, hazard, self.security, deadline=add_days(getdate(), 8)
		)
		later = {"deadline": add_days(getdate(), 7)}
		self.assertRaises(frappe.MandatoryError, self.change, hazard, self.security, **later)
		self.change(hazard, self.security, deadline_reason="等配件", **later)
		event = frappe.get_doc(HAZARD, hazard.name).events[-1]
		self.assertEqual((event.kind, event.user), ("Deadline", self.security))
		self.assertIn("等配件", event.note)
		self.change(hazard, self.lead, deadline=add_days(getdate(), 1), responsible_person=self.stranger)
		self.assertEqual([row.kind for row in frappe.get_doc(HAZARD, hazard.name).events][-1], "Assigned")

	def test_late_once_is_late(self) -> None:
		"""Also where nobody saved it while it was over."""
		hazard = self.assign(self.make_major(), **dict.fromkeys(FIXES, "已定"), deadline=getdate())
		frappe.db.set_value(HAZARD, hazard.name, "deadline", add_days(getdate(), -3))
		far = {"deadline": "2036-01-01", "deadline_reason": "再等等"}
		self.assertRaises(HazardStepError, self.change, hazard, self.lead, **far)
		self.change(hazard, self.safety, **far)
		hazard.reload()
		self.assertEqual((hazard.late, hazard.deadline_reason), (1, None))
		self.mend(hazard)
		self.assertEqual(hazard.late, 1)

	def test_whoever_was_named_before_it_was_assigned_does_not_accept(self) -> None:
		hazard = self.find()
		self.change(hazard, self.lead, responsible_person=self.lead, acceptor=self.acceptor)
		named = frappe.get_doc(HAZARD, hazard.name).events[-1]
		self.assertEqual((named.kind, named.person), ("Named", self.lead))
		self.assertRaises(HazardStepError, self.assign, hazard, acceptor=self.lead)

	def test_a_major_one_is_not_deleted_nor_made_small_for_it(self) -> None:
		hazard = self.make_major()
		with self.as_user(self.safety):
			self.assertRaises(ClosedRecordError, frappe.delete_doc, HAZARD, hazard.name)
			self.change(hazard, self.safety, grade="General")
			self.assertRaises(ClosedRecordError, frappe.delete_doc, HAZARD, hazard.name)

	def test_what_was_reported_stays_as_it_was_seen(self) -> None:
		hazard = self.find()
		other = self.master("Campus Safety Area", area_name="测试别处", responsible_unit=self.college)
		for values in (
			{"area": other},
			{"category": self.unseen},
			{"photo_before": None},
			{"description": "没什么"},
		):
			self.assertRaises(HazardStepError, self.change, hazard, self.lead, **values)
		self.change(hazard, self.finder, area=other)
		self.change(hazard, self.security, area=self.area)
		self.assertRaises(frappe.PermissionError, self.change, hazard, self.mender, description="没什么")

	def test_nobody_who_has_it_is_taken_out(self) -> None:
		hazard = self.assign(self.find())
		for field in ("responsible_person", "responsible_unit", "acceptor"):
			self.assertRaises(frappe.MandatoryError, self.change, hazard, self.lead, **{field: None})

	def test_a_way_that_a_school_draws_is_guarded_as_well(self) -> None:
		"""From assigned to closed, past the mending and whoever accepts it."""
		workflow = frappe.get_doc("Workflow", {"document_type": HAZARD, "is_active": 1})
		for role in ("Campus College Lead", "Campus Security Office"):
			workflow.append(
				"transitions",
				{
					"state": "Assigned",
					"action": "Accept Rectification",
					"next_state": "Closed",
					"allowed": role,
				},
			)
		workflow.save()
		frappe.clear_cache(doctype=HAZARD)
		hazard = self.assign(self.find())
		for user in (self.lead, self.security):
			self.assertRaises(REFUSED, self.step, hazard, user, "Accept Rectification")
		self.assertEqual(frappe.db.get_value(HAZARD, hazard.name, "status"), "Assigned")


class TestWhoMendsNeverAccepts(HazardTestCase):
	def test_neither_the_mender_nor_whoever_had_it_before(self) -> None:
		hazard = self.assign(self.find(), responsible_person=self.acceptor, acceptor=self.stranger)
		self.step(hazard, self.acceptor, "Begin Rectifying")
		with self.as_user(self.lead):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.responsible_person = self.mender
			document.save()
		hazard.reload()
		with self.as_user(self.lead), self.assertRaises(HazardStepError):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.acceptor = self.acceptor
			document.save()
		self.mend(hazard)
		for user in (self.mender, self.acceptor, self.lead):
			self.assertRaises(REFUSED, self.step, hazard, user, "Accept Rectification")
		self.step(hazard, self.stranger, "Accept Rectification")
		self.assertEqual(hazard.status, "Closed")

	def test_an_office_that_wrote_into_the_mending_is_no_acceptor(self) -> None:
		hazard = self.assign(self.find())
		self.step(hazard, self.mender, "Begin Rectifying")
		with self.as_user(self.security):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.measure_taken = "保卫处换的"
			document.save()
		self.mend(hazard)
		self.assertRaises(REFUSED, self.step, hazard, self.security, "Accept Rectification")
		self.assertEqual(self.step(hazard, self.safety, "Accept Rectification").status, "Closed")

	def test_it_is_named_to_nobody_at_once(self) -> None:
		self.assertRaises(HazardStepError, self.assign, self.find(), acceptor=self.mender)


class TestPhotos(HazardTestCase):
	def test_the_photo_of_another_hazard_is_flagged_and_kept(self) -> None:
		first = self.close(self.find(1), seed=60)
		hazard = self.assign(self.find(2))
		self.step(hazard, self.mender, "Begin Rectifying")
		with self.as_user(self.mender):
			photo = upload(60, hazard, "photo_after", side=160, quality=60)
		self.step(hazard, self.mender, "Report as Rectified", measure_taken="换了", photo_after=photo)
		self.assertEqual(
			(hazard.status, hazard.photo_reused, hazard.photo_like), ("To Accept", 1, first.name)
		)

	def test_the_photo_before_as_the_photo_after(self) -> None:
		hazard = self.mend(self.assign(self.find(7)), seed=7)
		self.assertEqual((hazard.photo_reused, hazard.photo_like), (1, hazard.name))

	def test_nobody_takes_a_photo_away(self) -> None:
		hazard = self.mend(self.assign(self.find(1)))
		self.step(hazard, self.acceptor, "Return to Rectify", return_reason="没修好")
		files = frappe.get_all(
			"File", {"attached_to_doctype": HAZARD, "attached_to_name": hazard.name}, pluck="name"
		)
		self.assertEqual(len(files), 2, "the returned one is kept as well")
		for user in (self.finder, self.mender, self.lead, self.safety):
			for file in files:
				with self.as_user(user), self.assertRaises(frappe.PermissionError):
					frappe.delete_doc("File", file)
		with self.as_user(self.mender), self.assertRaises(HazardStepError):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.photo_before = None
			document.save()

	def test_a_new_photo_is_not(self) -> None:
		self.close(self.find(1), seed=60)
		hazard = self.mend(self.assign(self.find(2)), seed=61)
		self.assertEqual((hazard.photo_reused, hazard.photo_like), (0, None))


class TestMajor(HazardTestCase):
	def fix(self) -> dict:
		return {**dict.fromkeys(FIXES, "已定"), "deadline": add_days(getdate(), 60)}

	def list_it(self, hazard, user: str) -> None:
		with self.as_user(user):
			supervision.take_under_supervision(frappe.get_doc(HAZARD, hazard.name), user, now_datetime())
		hazard.reload()

	def test_five_fixes_and_what_holds_until_then(self) -> None:
		hazard = self.make_major()
		self.assertRaises(frappe.MandatoryError, self.assign, hazard, deadline=add_days(getdate(), 60))
		self.assign(hazard, **self.fix())
		self.assertEqual(getdate(hazard.deadline), add_days(getdate(), 60))

	def test_two_keys_then_a_number_then_closed_by_the_safety_office(self) -> None:
		hazard = self.mend(self.assign(self.make_major(), **self.fix()))
		self.assertRaises(REFUSED, self.step, hazard, self.safety, "Accept Rectification")
		for user in (self.security, self.lead, self.mender):
			self.assertRaises(HazardStepError, self.list_it, hazard, user)
		self.list_it(hazard, self.safety)
		self.assertIsNone(hazard.supervision_no)
		self.assertRaises(HazardStepError, self.list_it, hazard, self.safety2)
		self.list_it(hazard, self.leader)
		self.assertRegex(hazard.supervision_no, r"^DB-2026-\d{3}$")
		for user in (self.acceptor, self.security):
			self.assertRaises(REFUSED, self.step, hazard, user, "Accept Rectification")
		self.assertEqual(self.step(hazard, self.safety, "Accept Rectification").status, "Closed")

	def test_it_is_not_made_small_by_who_has_it(self) -> None:
		hazard = self.assign(self.make_major(), **self.fix())
		with self.as_user(self.lead), self.assertRaises(HazardStepError):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.grade = "General"
			document.save()

	def test_the_offices_are_called(self) -> None:
		hazard = self.make_major()
		alert = frappe.get_doc("Campus Alert", {"kind": "Major Hazard", "reference_name": hazard.name})
		self.assertLessEqual({self.safety, self.security}, {row.user for row in alert.recipients})


class TestComingBack(HazardTestCase):
	def test_the_same_kind_at_the_same_place(self) -> None:
		first = self.close(self.find(1))
		again = self.assign(self.find(2))
		self.assertEqual(again.recurred_from, first.name)
		other = self.assign(self.find(3, category=self.unseen))
		self.assertIsNone(other.recurred_from)
		with self.as_user(self.lead), self.assertRaises(HazardStepError):
			document = frappe.get_doc(HAZARD, again.name)
			document.not_recurred_reason = "不是同一个"
			document.save()
		with self.as_user(self.security):
			document = frappe.get_doc(HAZARD, again.name)
			document.not_recurred_reason = "另一间的线路"
			document.save()
		self.assertIsNone(frappe.db.get_value(HAZARD, again.name, "recurred_from"))

	def test_long_ago_is_another_one(self) -> None:
		first = self.close(self.find(1))
		frappe.db.set_value(HAZARD, first.name, "closed_at", add_days(now_datetime(), -91))
		self.assertIsNone(self.assign(self.find(2)).recurred_from)


class TestSecondLook(HazardTestCase):
	def draw(self, percent: int):
		frappe.db.set_single_value("Campus Safety Settings", "hazard_second_look_percent", percent)
		return second_looks.draw(now_datetime(), seed="los")

	def look(self, hazard, user: str, result: str = "Not Mended"):
		with self.as_user(user):
			return second_looks.look(
				frappe.get_doc(HAZARD, hazard.name), result, "又露出来了", user, now_datetime()
			)

	def test_drawn_once_and_opened_again_where_it_was_not_mended(self) -> None:
		hazard = self.close(self.find())
		self.assertEqual(self.draw(100), [hazard.name])
		self.assertEqual(self.draw(100), [], "considered once")
		for user in (self.acceptor, self.mender, self.lead):
			self.assertRaises(HazardStepError, self.look, hazard, user)
		again = frappe.get_doc(HAZARD, self.look(hazard, self.security))
		self.assertEqual(
			(again.status, again.recurred_from, again.area), ("Registered", hazard.name, self.area)
		)
		self.assertRaises(HazardStepError, self.look, hazard, self.security)

	def test_what_is_not_drawn_has_none(self) -> None:
		hazard = self.close(self.find())
		self.assertEqual(self.draw(0), [])
		self.assertRaises(HazardStepError, self.look, hazard, self.security)


class TestMistaken(HazardTestCase):
	def close_it(self, hazard, user: str, reason: str = "现场看过，是检修中的标识牌") -> None:
		with self.as_user(user):
			mistaken.close_as_mistaken(frappe.get_doc(HAZARD, hazard.name), reason, user, now_datetime())
		hazard.reload()

	def test_a_major_one_is_none_if_the_safety_office_says_so(self) -> None:
		hazard = self.make_major()
		for user in (self.finder, self.lead, self.security):
			self.assertRaises(HazardStepError, self.close_it, hazard, user)
		self.assertRaises(HazardStepError, self.close_it, hazard, self.safety, "")
		self.close_it(hazard, self.safety)
		self.assertEqual((hazard.status, hazard.mistaken, hazard.events[-1].kind), ("Closed", 1, "Mistaken"))
		self.assertFalse(frappe.db.exists("Campus Alert", {"reference_name": hazard.name, "status": "Open"}))
		self.assertRaises(HazardStepError, self.close_it, hazard, self.safety)

	def test_whoever_is_to_mend_it_does_not_say_so(self) -> None:
		hazard = self.assign(self.find(), responsible_person=self.security)
		self.assertRaises(HazardStepError, self.close_it, hazard, self.security)
		self.close_it(hazard, self.safety)
		self.assertEqual(hazard.mistaken, 1)

	def test_it_counts_in_no_figure_and_brings_nothing_back(self) -> None:
		today = getdate()

		def found() -> int:
			lines = figures.get_figures(today, today, self.safety, today)
			return sum(line.found for line in lines if line.key == self.college)

		hazard = self.find()
		self.assign(hazard)
		before = found()
		self.close_it(hazard, self.safety)
		self.assertEqual(found(), before - 1)
		self.assertIsNone(recurrence.find_earlier(self.find(seed=7)))

	def test_nobody_types_it(self) -> None:
		hazard = self.find()
		with self.as_user(self.safety), self.assertRaises(frappe.PermissionError):
			document = frappe.get_doc(HAZARD, hazard.name)
			document.mistaken = 1
			document.save()
