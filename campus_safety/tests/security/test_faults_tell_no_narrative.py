"""Whatever breaks while a record is in hand, no log has its words (found/security.md H2, L6).

The framework keeps every variable of every function on the way, the form beside it, and on request each query.
"""

import glob
import json
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe import deferred_insert, recorder
from frappe.utils import get_bench_path, nowdate

from campus_safety.access import secrets
from campus_safety.records import lengths
from campus_safety.records.record import CampusRecord
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

LEDGER, TALK = "Campus Risk Ledger", "Campus Heart Talk"
QUEUE = "insert_queue_for_Error Log"


class TestFaults(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.canary = f"CANARY-{frappe.generate_hash(length=8)}-遗书内容"
		self.client = HttpClient(self.world.users["counsellor"])

	def records(self):
		yield LEDGER, self.world.ledger, "factor_detail"
		yield TALK, self.world.talk, "content"

	def ways(self, doctype: str, name: str, field: str):
		"""Every way in with a narrative, as a text that is whole."""
		values = {field: self.canary}
		doc = {"doctype": doctype, "name": name, "student": "W2026001", "occurred_on": nowdate(), **values}
		new = {key: value for key, value in doc.items() if key != "name"}
		client = self.client
		yield lambda: client.put(f"/api/resource/{doctype}/{name}", **values)
		yield lambda: client.post(f"/api/resource/{doctype}", **new)
		yield lambda: client.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save")
		yield lambda: client.call("frappe.client.save", doc=doc)
		yield lambda: client.call("frappe.client.insert", doc=new)
		yield lambda: client.call("frappe.client.insert_many", docs=[new])
		yield lambda: client.call(
			"frappe.client.set_value", doctype=doctype, name=name, fieldname=field, value=self.canary
		)
		yield lambda: client.call("frappe.client.bulk_update", docs=json.dumps([{**doc, "docname": name}]))
		yield lambda: client.call("frappe.model.workflow.apply_workflow", doc=json.dumps(doc), action="x")
		yield lambda: client.post("/api/method/run_doc_method", docs=json.dumps(doc), method="x")

	def broken_ways(self, doctype: str, field: str):
		"""What no parser reads: a request cut short on the way."""
		cut = json.dumps({"doctype": doctype, field: self.canary}, ensure_ascii=False)[:-1]
		for method, argument in (
			("frappe.desk.form.save.savedocs", "doc"),
			("frappe.client.save", "doc"),
			("run_doc_method", "docs"),
			("frappe.model.workflow.apply_workflow", "doc"),
			("frappe.client.bulk_update", "docs"),
		):
			yield lambda method=method, argument=argument: self.client.call(
				method, **{argument: cut, "action": "Save"}
			)
		yield lambda: self.client._open(
			"POST", f"/api/resource/{doctype}", data=cut.encode(), content_type="application/json"
		)

	def where_it_stands(self) -> list[str]:
		"""Rows, queue and files that have the words."""
		found = []
		if (
			self.canary in str(frappe.cache.lrange(QUEUE, 0, -1))
			or self.canary.encode("unicode_escape") in str(frappe.cache.lrange(QUEUE, 0, -1)).encode()
		):
			found.append("queue")
		deferred_insert.save_to_db()
		for field in ("error", "method"):
			found += frappe.get_all("Error Log", {field: ("like", f"%{self.canary[:15]}%")}, pluck="name")
		folders = (Path(get_bench_path()) / "logs", Path(frappe.get_site_path("logs")).resolve())
		for folder in folders:
			for file in glob.glob(f"{folder}/*"):
				if Path(file).is_file() and self.canary[:15].encode() in Path(file).read_bytes():
					found.append(file)
		return found

	def test_a_fault_of_the_software(self) -> None:
		"""The app's own rule breaks with the text in its message; the text is also in the frames above it."""
		for doctype, name, field in self.records():
			kept, failed = frappe.db.count("Error Log"), 0
			for place, rule in ((lengths, "refuse_what_does_not_fit"), (CampusRecord, "validate_scope")):
				with patch.object(place, rule, side_effect=lambda *doc: 1 / len(self.canary[:0])):
					failed += sum(way().status_code == 500 for way in self.ways(doctype, name, field))
			self.assertGreaterEqual(failed, 4, doctype)
			self.assertEqual(self.where_it_stands(), [])
			self.assertGreater(frappe.db.count("Error Log"), kept, "the fault itself is kept")

	def test_a_message_that_says_it(self) -> None:
		def complain(doc, *args):
			raise RuntimeError(f"cannot keep {self.canary} in {doc.name}")

		for doctype, name, field in self.records():
			with patch.object(lengths, "refuse_what_does_not_fit", side_effect=complain):
				self.assertTrue(any(way().status_code == 500 for way in self.ways(doctype, name, field)))
			self.assertEqual(self.where_it_stands(), [])

	def test_the_cipher_breaks(self) -> None:
		with patch.object(secrets, "_cipher", side_effect=ValueError("Fernet key must be 32 bytes")):
			answers = [way().status_code for way in self.ways(LEDGER, self.world.ledger, "factor_detail")]
		self.assertIn(500, answers)
		self.assertEqual(self.where_it_stands(), [])

	def test_a_request_cut_short(self) -> None:
		for doctype, _name, field in self.records():
			for way in self.broken_ways(doctype, field):
				self.assertGreaterEqual(way().status_code, 400)
			self.assertEqual(self.where_it_stands(), [])

	def test_the_recorder_gets_no_values(self) -> None:
		frappe.cache.set_value(recorder.RECORDER_INTERCEPT_FLAG, 1)
		try:
			for doctype, name, field in self.records():
				for way in self.ways(doctype, name, field):
					way()
			recorded = frappe.cache.hgetall(recorder.RECORDER_REQUEST_HASH)
		finally:
			frappe.cache.delete_value(recorder.RECORDER_INTERCEPT_FLAG)
			frappe.cache.delete_value(recorder.RECORDER_REQUEST_HASH)
			frappe.cache.delete_value(recorder.RECORDER_REQUEST_SPARSE_HASH)
			HttpClient(self.world.users["counsellor"]).put(
				f"/api/resource/{TALK}/{self.world.talk}", content="CANARY-talk-content"
			)
		self.assertGreaterEqual(len(recorded), 15)
		self.assertNotIn(self.canary[:15], str(recorded))
		self.assertIn("SELECT", str(recorded).upper(), "queries are recorded all the same")

	def test_faults_of_others_are_kept_whole(self) -> None:
		answer = self.client.call("frappe.client.save", doc="{broken-of-a-todo")
		self.assertGreaterEqual(answer.status_code, 400)
		deferred_insert.save_to_db()
		self.assertTrue(frappe.get_all("Error Log", {"error": ("like", "%broken-of-a-todo%")}))


class TestOtherLogs(CampusTestCase):
	def fault(self) -> str:
		note = "CANARY-job-遗书"
		try:
			raise ValueError(note)
		except ValueError:
			return frappe.get_traceback(with_context=True)

	def test_a_job_that_failed(self) -> None:
		job = frappe.db.get_value(
			"Scheduled Job Type", {"method": "campus_safety.jobs.campus_duties.nightly"}
		)
		log = frappe.get_doc({"doctype": "Scheduled Job Log", "scheduled_job_type": job}).insert()
		self.assertIn("CANARY-job", self.fault())
		log.db_set("details", self.fault())
		kept = frappe.db.get_value("Scheduled Job Log", log.name, "details")
		self.assertNotIn("CANARY", kept)
		self.assertIn("ValueError", kept)

	def test_an_error_log_of_a_job(self) -> None:
		try:
			note = "CANARY-job-遗书"
			raise ValueError(note)
		except ValueError:
			name = frappe.log_error(title="job 甲").name
		kept = frappe.db.get_value("Error Log", name, ["error", "method"])
		self.assertNotIn("CANARY", str(kept))
		self.assertIn("test_faults_tell_no_narrative", kept[0])
