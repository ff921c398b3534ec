"""A voice note goes with a report, by name or without; alone it is a report that somebody listens to soon."""

import base64
import os

import frappe
from frappe.utils import now_datetime

from campus_safety.access.secrets import decrypt
from campus_safety.domain.incidents import voice
from campus_safety.exceptions import ReportStepError, VoiceError
from campus_safety.services.incidents import filing, floods
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.bases.incidents import REPORT, ReportTestCase

NOTE = voice.make_file(b"\1\2" * voice.RATE)
SENT = f"data:audio/wav;base64,{base64.b64encode(NOTE).decode()}"


class TestVoiceNotes(ReportTestCase):
	def send(self, facts: str = "", sent: str = SENT, **values):
		now = now_datetime()
		with self.as_user("Guest"):
			token = floods.begin(floods.REPORT, now)["token"]
			return filing.file_nameless(Told(facts, **values), "", token, now, sent)

	def file_of(self, report):
		found = frappe.get_all("File", {"attached_to_name": report.name}, ["*"])
		self.assertEqual(len(found), 1)
		return frappe.get_doc("File", found[0].name)

	def test_alone_it_is_heard_soon_and_joins_no_other(self) -> None:
		first = self.send() and self.newest()
		second = self.send() and self.newest()
		self.assertEqual((first.urgency, first.parent_report), ("Pressing", None))
		self.assertNotEqual(first.name, second.name)
		self.assertIsNone(second.parent_report)
		self.assertNotEqual(decrypt(first.facts), decrypt(second.facts))
		self.assertEqual(self.file_of(first).get_content(), NOTE)

	def test_nothing_tells_who_spoke_or_when(self) -> None:
		self.send("听见隔壁一直哭")
		report = self.newest()
		self.assertEqual((report.urgency, decrypt(report.facts)), ("Normal", "听见隔壁一直哭"))
		file = self.file_of(report)
		self.assertIn(file.owner, ("Guest", "Administrator"), "nobody's")
		self.assertTrue(file.is_private)
		midnight = now_datetime().replace(hour=0, minute=0, second=0, microsecond=0)
		self.assertEqual(file.creation, midnight)
		self.assertEqual(os.stat(file.get_full_path()).st_mtime, midnight.timestamp())

	def test_by_name_too(self) -> None:
		filing.file_named(Told(""), "", "", "voice-key", self.counsellor, now_datetime(), SENT)
		self.assertTrue(self.newest().voice.endswith(".wav"))

	def test_who_takes_reports_hears_it_and_others_do_not(self) -> None:
		self.send()
		file = self.file_of(self.newest())
		for user, hears in ((self.intake, True), (self.stranger, False), ("Guest", False)):
			with self.as_user(user):
				self.assertEqual(bool(frappe.has_permission("File", "read", doc=file)), hears, user)

	def test_what_is_no_voice_is_refused_and_nothing_is_stored(self) -> None:
		before = frappe.db.count(REPORT)
		for sent in ("data:audio/webm;base64,GkXfo59ChoEB", "no", "A" * 4_000_000):
			with self.subTest(sent[:20]), self.assertRaises(VoiceError):
				self.send("文字", sent)
		with self.assertRaises(ReportStepError):
			self.send("", "")
		self.assertEqual(frappe.db.count(REPORT), before)
