"""A text sent to many families is a group message and counts for none; nor does one of a single character (found/fidelity.md 13)."""

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.engines.duties import rules
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT, get_world

CONTACT = "Campus Parent Contact"
FEEDBACK, INFO = "本周期末安排已告知，请督促复习", "家长均表示知道了"


class TestCopies(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.unit, cls.counsellor = world.units["class_1"], world.users["counsellor"]
		cls.families = [make.make_student(f"CC{number:03}", cls.unit) for number in range(7)]

	def send(self, number: int, **values):
		texts = {"channel": "WeChat", "school_feedback": FEEDBACK, "home_info": INFO}
		with self.as_user(self.counsellor):
			return make.make_contact(self.families[number], **{**texts, **values})

	def marks(self, names) -> list[tuple[int, int]]:
		rows = frappe.get_all(
			CONTACT, {"name": ("in", list(names))}, ["suspected_batch", "counts"], order_by="creation asc"
		)
		return [(row.suspected_batch, row.counts) for row in rows]

	def fulfilled(self) -> int:
		"""Families for whom the duty of a contact is done."""
		rule = rules.read(frappe.get_doc(rules.RULE, {"seed_key": "parent_contact"}))
		today = getdate(nowdate())
		query = EvidenceQuery(rule)
		query.of_subjects(self.families)
		return len(query.counted(Group(today, today, today, today), today).run())

	def test_five_may_hear_the_same_and_the_sixth_marks_all(self) -> None:
		sent = [self.send(number) for number in range(5)]
		self.assertEqual(self.marks(doc.name for doc in sent), [(0, 1)] * 5)
		self.assertEqual(self.fulfilled(), 5)
		sent.append(self.send(5))
		self.assertEqual(self.marks(doc.name for doc in sent), [(1, 0)] * 6)
		self.assertEqual((sent[-1].suspected_batch, sent[-1].counts), (1, 0))
		self.assertEqual(self.fulfilled(), 0)

	def test_names_numbers_and_points_make_no_difference(self) -> None:
		sent = [
			self.send(
				number, guardian_name=f"家长{number}", school_feedback=f"家长{number}：{FEEDBACK}{number}。"
			)
			for number in range(6)
		]
		self.assertEqual(self.marks(doc.name for doc in sent), [(1, 0)] * 6)

	def test_one_rewritten_in_own_words_counts_again(self) -> None:
		sent = [self.send(number) for number in range(6)]
		with self.as_user(self.counsellor):
			own = frappe.get_doc(CONTACT, sent[0].name)
			own.home_info = "父亲说孩子周末在家睡得晚，担心补考"
			own.save()
		self.assertEqual((own.suspected_batch, own.counts), (0, 1))
		self.assertEqual(self.marks(doc.name for doc in sent), [(0, 1)] * 6, "five are left")

	def test_attempts_carry_no_text_and_are_no_copies(self) -> None:
		sent = [
			self.send(number, result="No Answer", school_feedback="", home_info="") for number in range(7)
		]
		self.assertEqual(self.marks(doc.name for doc in sent), [(0, 0)] * 7)

	def test_a_text_that_says_nothing_does_not_count(self) -> None:
		for number, (feedback, info) in enumerate((("好", INFO), (FEEDBACK, "好"), ("1234", "。。。。。"))):
			with self.subTest(feedback=feedback, info=info):
				self.assertEqual(self.send(number, school_feedback=feedback, home_info=info).counts, 0)
		frappe.db.set_single_value("Campus Safety Settings", "fewest_letters", 1)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.addCleanup(frappe.clear_document_cache, "Campus Safety Settings", "Campus Safety Settings")
		self.assertEqual(self.send(5, school_feedback="好", home_info="好").counts, 1, "the school sets it")

	def test_talks_too(self) -> None:
		with self.as_user(self.counsellor):
			self.assertEqual(make.make_talk(self.families[0], content="好").counts, 0)
			self.assertEqual(make.make_talk(self.families[0], content="<p>好……</p>").counts, 0)
			self.assertEqual(make.make_talk(self.families[0]).counts, 1)

	def test_nobody_types_the_mark(self) -> None:
		with self.assertRaises(AppOwnedFieldError):
			self.send(0, suspected_batch=1)


class TestOverHttp(WorldTestCase):
	def test_marks_and_counts_are_not_for_clients(self) -> None:
		client = HttpClient(self.world.users["counsellor"])
		values = {
			"student": STUDENT,
			"contact_time": f"{nowdate()} 00:00:01",
			"guardian_name": "家长",
			"relation": "父亲",
			"channel": "Phone",
			"initiated_by": "School",
			"result": "Reached",
			"school_feedback": "好",
			"home_info": "好",
		}
		answer = client.post(f"/api/resource/{CONTACT}", **values, counts=1)
		self.assertEqual((answer.status_code, answer.json["data"]["counts"]), (200, 0), answer.text)
		name = answer.json["data"]["name"]
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.delete, CONTACT, {"name": name})
		answer = client.put(f"/api/resource/{CONTACT}/{name}", suspected_batch=1, counts=1)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(frappe.db.get_value(CONTACT, name, ["suspected_batch", "counts"]), (0, 0))
		other = HttpClient(self.world.users["other_counsellor"])
		self.assertEqual(other.put(f"/api/resource/{CONTACT}/{name}", home_info="改").status_code, 403)
