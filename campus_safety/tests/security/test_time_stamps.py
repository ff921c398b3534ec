"""Threat: whoever holds the server's keys makes a checkpoint later and dates it back.

An outside authority's stamp (RFC 3161) shows since when it was there. Against a real authority: an HTTP server on loopback that
answers with `openssl ts`; it lies, breaks and comes back.
"""

import base64
import subprocess
import tempfile
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.seal import checkpoints, stamps
from campus_safety.tests import factories as make
from campus_safety.tests.bases.seal import SealCase

CHECKPOINT, SETTINGS = "Campus Seal Checkpoint", "Campus Safety Settings"
CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str, given: bytes = b"") -> bytes:
	return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True).stdout


def make_authority(folder: Path, name: str) -> None:
	"""A root, and a certificate for time stamps under it."""
	(folder / "extensions").write_text("extendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:FALSE\n")
	openssl(
		*f"req -x509 -newkey rsa:2048 -nodes -days 30 -keyout {folder}/ca.key -out {folder}/ca.pem".split(),
		*("-subj", f"/CN={name} root", "-addext", "keyUsage=critical,keyCertSign"),
	)
	openssl(
		*f"req -newkey rsa:2048 -nodes -keyout {folder}/tsa.key -out {folder}/tsa.csr".split(),
		*("-subj", f"/CN={name} tsa"),
	)
	openssl(
		*f"x509 -req -in {folder}/tsa.csr -CA {folder}/ca.pem -CAkey {folder}/ca.key -CAcreateserial".split(),
		*f"-days 30 -extfile {folder}/extensions -out {folder}/tsa.pem".split(),
	)
	(folder / "serial").write_text("01\n")
	(folder / "config").write_text(CONFIG.format(folder=folder))


class Authority(BaseHTTPRequestHandler):
	folder: Path
	behaviour = "good"
	asked = 0

	def do_POST(self) -> None:
		query = self.rfile.read(int(self.headers["Content-Length"]))
		Authority.asked += 1
		if Authority.behaviour == "broken":
			self.send_response(503)
			self.end_headers()
			return
		self.send_response(200)
		self.end_headers()
		self.wfile.write(self.answer(query))

	def answer(self, query: bytes) -> bytes:
		if Authority.behaviour == "nonsense":
			return b"<html>login</html>"
		if Authority.behaviour == "other content":
			query = openssl("ts", "-query", "-digest", "00" * 32, "-sha256", "-cert")
		if Authority.behaviour == "replayed":  # right content, another request's nonce
			query = openssl("ts", "-query", "-sha256", "-cert", "-data", str(self.folder / "text"))
		path = self.folder / "query"
		path.write_bytes(query)
		config = ("-config", str(self.folder / "config"), "-section", "here")
		return openssl("ts", "-reply", "-queryfile", str(path), *config)

	def log_message(self, *arguments) -> None:
		pass


class TestTimeStamps(SealCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		held = tempfile.TemporaryDirectory()
		cls.addClassCleanup(held.cleanup)
		cls.folder, cls.stranger = Path(held.name) / "one", Path(held.name) / "other"
		for folder in (cls.folder, cls.stranger):
			folder.mkdir()
			make_authority(folder, folder.name)

	def setUp(self) -> None:
		super().setUp()
		Authority.folder, Authority.behaviour, Authority.asked = self.folder, "good", 0
		server = HTTPServer(("127.0.0.1", 0), Authority)
		Thread(target=server.serve_forever, daemon=True).start()
		self.addCleanup(server.server_close)
		self.addCleanup(server.shutdown)
		frappe.conf.campus_safety_loopback_port = server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		self.use(f"http://127.0.0.1:{server.server_port}/tsr", self.folder)
		frappe.db.set_value(CHECKPOINT, {"stamp": ("is", "not set")}, "stamp", "of before this test")
		make.make_talk(self.student)
		self.now = now_datetime()
		frappe.db.delete(CHECKPOINT, {"day": self.now.date()})
		self.name = checkpoints.take(self.now)
		self.text = frappe.db.get_value(CHECKPOINT, self.name, "text")
		(self.folder / "text").write_text(self.text)

	def use(self, url: str, folder: Path) -> None:
		settings = frappe.get_doc(SETTINGS)
		settings.update({"tsa_url": url, "tsa_roots": (folder / "ca.pem").read_text()})
		settings.save()

	def kept(self):
		return frappe.get_doc(CHECKPOINT, self.name)

	def test_stamped_verified_kept_and_checked_without_this_system(self) -> None:
		self.assertEqual(stamps.stamp_waiting(self.now), 1)
		kept = self.kept()
		self.assertLess(abs(get_datetime(kept.stamped_at) - now_datetime()), timedelta(minutes=2))
		self.assertFalse(kept.stamp_error)
		answer = self.folder / "answer.tsr"
		answer.write_bytes(base64.b64decode(kept.stamp))
		said = openssl(
			*f"ts -verify -data {self.folder}/text -in {answer} -CAfile {self.folder}/ca.pem".split()
		)
		self.assertIn(b"OK", said)
		self.assertEqual(stamps.check(self.name), str(kept.stamped_at))
		self.assertEqual(stamps.stamp_waiting(self.now), 0, "once")
		self.assertEqual(Authority.asked, 1)

	def test_a_checkpoint_that_was_changed_fits_its_stamp_no_more(self) -> None:
		stamps.stamp_waiting(self.now)
		frappe.db.set_value(CHECKPOINT, self.name, "text", self.text.replace("CS1|", "CS1|x"))
		self.assertRaises(ValueError, stamps.check, self.name)

	def test_no_lie_is_kept_and_the_next_hour_mends_it(self) -> None:
		told = make.make_user("stamps-discipline@seal.test", r.DISCIPLINE_OFFICE)
		for behaviour in ("other content", "replayed", "nonsense", "broken"):
			with self.subTest(behaviour):
				Authority.behaviour = behaviour
				self.assertEqual(stamps.stamp_waiting(self.now), 0)
				self.assertFalse(self.kept().stamp)
				self.assertTrue(self.kept().stamp_error)
		subject = ("like", f"%{self.name}%")
		self.assertEqual(frappe.db.count("Campus Message Outbox", {"recipient": told, "subject": subject}), 1)
		Authority.behaviour = "good"
		self.assertEqual(stamps.stamp_waiting(self.now + timedelta(hours=1)), 1)
		self.assertFalse(self.kept().stamp_error)

	def test_a_stranger_is_no_authority(self) -> None:
		Authority.folder = self.stranger
		self.assertEqual(stamps.stamp_waiting(self.now), 0)
		self.assertTrue(self.kept().stamp_error)

	def test_nobody_there_and_none_named(self) -> None:
		self.use("https://no-such-host.invalid/tsr", self.folder)
		self.assertEqual(stamps.stamp_waiting(self.now), 0)
		self.assertIn("not on the list", self.kept().stamp_error)
		self.use("", self.folder)
		self.assertEqual(stamps.stamp_waiting(self.now), 0)
		self.assertEqual(Authority.asked, 0)

	def test_settings_that_make_no_sense(self) -> None:
		for url, roots in (
			("http://tsa.test/", "x"),
			("https://tsa.test/", "no certificate"),
			("https://tsa.test/", ""),
		):
			settings = frappe.get_doc(SETTINGS)
			settings.update({"tsa_url": url, "tsa_roots": roots})
			self.assertRaises(frappe.ValidationError, settings.save)
