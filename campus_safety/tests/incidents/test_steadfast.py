"""What an attacker tried: a cry for help stays heard, an alarm up, what is told stays told, a guest costs little."""

import base64
import io
from datetime import timedelta

import frappe
from frappe.utils import now_datetime
from PIL import Image

from campus_safety.access.secrets import decrypt
from campus_safety.domain.incidents import floods as flood_rules
from campus_safety.domain.incidents import receipt
from campus_safety.exceptions import CodeError, PhotoError, ReportStepError
from campus_safety.services.incidents import filing, floods, photos, questions
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase
from campus_safety.tests.world import FAR_STUDENT, STUDENT

ALERT = "Campus Alert"
TAKE, TRUE, UNFOUNDED = "Take the Report", "Report Is True", "Report Is Unfounded"
CRY = "我现在在天台，不想活了"


def urgent_alert(name: str) -> str | None:
	found = {"reference_name": name, "kind": "Urgent Abnormal Report", "status": ("!=", "Ended")}
	return frappe.db.exists(ALERT, found)


class TestCries(ReportTestCase):
	def answer(self, name: str, text: str) -> bool:
		with self.as_user("Guest"):
			return questions.answer(name, text, now_datetime())

	def marks(self, name: str) -> tuple:
		return frappe.db.get_value(REPORT, name, ("urgency", "help_seeking", "urgent_news"))

	def test_in_an_answer_before_anybody_has_it(self) -> None:
		self.tell("最近有点累，作业多")
		name = self.newest().name
		self.assertFalse(self.answer(name, "在图书馆"))
		self.assertFalse(urgent_alert(name))
		self.assertTrue(self.answer(name, CRY))
		self.assertEqual(self.marks(name), ("Urgent", 1, 0))
		self.assertTrue(urgent_alert(name))

	def test_in_an_answer_to_one_that_is_taken(self) -> None:
		self.tell("最近有点累，作业多")
		name = self.act(self.intake, self.newest().name, TAKE).name
		self.answer(name, CRY)
		self.assertEqual(self.marks(name), ("Urgent", 1, 1))
		self.assertTrue(urgent_alert(name))

	def test_in_an_answer_to_a_further_one(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE)
		further = self.write(self.stranger, facts="昨晚没有回寝室").name
		self.answer(further, CRY)
		self.assertEqual(self.marks(first.name), ("Urgent", 1, 1))
		self.assertTrue(urgent_alert(first.name))

	def test_from_the_tray_too(self) -> None:
		with self.as_user("Guest"):
			filing.file_nameless(Told(CRY), "", "", now_datetime())
		self.assertEqual(self.newest().tray, 1)
		self.assertTrue(urgent_alert(self.newest().name))
