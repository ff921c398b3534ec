"""Photos of a home visit: private whatever the client says, reached only by whoever reads the visit."""

import base64
import io
import json
import os

import frappe
from PIL import Image

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

VISIT = "Campus Home Visit"
ROWS = "frappe.client.get_list"


def picture(colour: str = "navy", kind: str = "PNG") -> bytes:
	"""A small real picture; another colour, another content."""
	held = io.BytesIO()
	Image.new("RGB", (12, 12), colour).save(held, kind)
	return held.getvalue()


class TestHomeVisitFiles(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.insider = HttpClient(self.world.users["counsellor"])
		self.outsider = HttpClient(self.world.users["far_counsellor"])
		self.addCleanup(self._remove_files)

	def _remove_files(self) -> None:
		frappe.set_user("Administrator")
		for name in frappe.get_all("File", filters={"creation": (">=", self.began)}, pluck="name"):
			frappe.delete_doc("File", name, force=True, ignore_permissions=True)
		frappe.db.commit()

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.began = frappe.utils.now_datetime()

	def upload(self, client: HttpClient, content: bytes | None = None, **values):
		"""What any client may send: content in base64, and whatever else it likes."""
		document = {
			"doctype": "File",
			"file_name": "家访照片.png",
			"attached_to_doctype": VISIT,
			"attached_to_name": self.world.visit,
			"attached_to_field": "photo",
			"is_private": 0,
			**values,
		}
		if content is not None:
			document |= {"content": base64.b64encode(content).decode(), "decode": 1}
		return client.post("/api/resource/File", **document)

	def uploaded(self, client: HttpClient, content: bytes, **values) -> dict:
		answer = self.upload(client, content, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data(as_text=True)[-600:])
		return answer.get_json()["data"]

	def test_a_file_sent_as_public_becomes_private_at_an_address_nobody_guesses(self):
		content = picture("navy")
		file = self.uploaded(self.insider, content)
		self.assertEqual(file["is_private"], 1)
		self.assertRegex(file["file_url"], r"^/private/files/[0-9a-z]{32}\.png$")
		self.assertEqual(file["file_name"], "家访照片.png")
		self.assertNotIn("家访照片.png", os.listdir(frappe.get_site_path("public", "files")))
		for who, status in (
			(self.insider, 200),
			(HttpClient(self.world.users["lead"]), 200),
			(self.outsider, 403),
			(HttpClient(None), 403),
		):
			response = who.get(file["file_url"])
			self.assertEqual(response.status_code, status)
			self.assertEqual(content in response.get_data(), status == 200)
		for route in ("frappe.handler.download_file", "download_file"):
			for who, given in ((self.insider, True), (self.outsider, False)):
				answer = who.call(route, "GET", file_url=file["file_url"])
				# what is given may come as text: the framework takes some pictures for windows-1250
				self.assertEqual(answer.status_code, 200 if given else 403, route)
				self.assertEqual(b"IHDR" in answer.get_data(), given, route)

	def test_outsider_learns_of_no_file(self):
		file = self.uploaded(self.insider, picture("olive"))
		marks = [file[key].encode() for key in ("name", "file_url")]
		asks = (
			self.outsider.get("/api/resource/File", fields=["*"], limit_page_length="0"),
			self.outsider.get(f"/api/resource/File/{file['name']}"),
			self.outsider.call(
				ROWS,
				doctype="File",
				fields=["*"],
				filters={"attached_to_doctype": VISIT},
				limit_page_length=0,
			),
			self.outsider.call(
				"frappe.desk.reportview.get", doctype="File", fields=["*"], start=0, page_length=500
			),
			self.outsider.call(
				"frappe.core.api.file.get_attached_images", doctype=VISIT, names=[self.world.visit]
			),
			self.outsider.call("frappe.core.api.file.get_files_by_search_text", text=file["file_url"]),
			self.outsider.call("frappe.core.api.file.get_files_in_folder", folder="Home/Attachments"),
		)
		for answer in asks:
			echo = answer.get_data() if answer.status_code < 400 else b""
			for mark in marks:
				self.assertNotIn(mark, echo)
		listed = self.insider.call(
			ROWS, doctype="File", fields=["name"], filters={"attached_to_name": self.world.visit}
		)
		self.assertIn(file["name"], json.dumps(listed.get_json()))

	def test_no_file_is_borrowed_by_its_id(self):
		"""The framework attaches any file that is named to a mail or a record, with every right waived."""
		file = self.uploaded(self.insider, picture("maroon"), file_name="borrowed.png")
		roads = (
			("frappe.utils.file_manager.add_attachments", {}),
			("frappe.core.doctype.communication.email.make", {"content": "x", "subject": "x"}),
		)
		for who, client, status in (
			("counsellor", self.insider, 200),
			("far_counsellor", self.outsider, 403),
		):
			task = self._task_of(self.world.users[who])
			for road, arguments in roads:
				for attachments in ([file["name"]], f' ["{file["name"]}"]', f'\n["{file["name"]}"]'):
					with self.subTest(road=road, who=who, attachments=attachments):
						answer = client.call(
							road, doctype="ToDo", name=task, attachments=attachments, **arguments
						)
						self.assertEqual(answer.status_code, status, answer.get_data(as_text=True)[-300:])
		self.assertEqual(self.outsider.get(file["file_url"]).status_code, 403)
		owned = {"file_url": file["file_url"], "owner": self.world.users["far_counsellor"]}
		self.assertFalse(frappe.db.exists("File", owned))

	def test_nobody_writes_over_the_bytes_of_a_file(self):
		"""A method of the framework writes where the document that is sent with it says."""
		content, other = picture("indigo"), picture("crimson")
		file = self.uploaded(self.insider, content)
		name = file["file_url"].rpartition("/")[2]
		forged = {
			"doctype": "File",
			"__islocal": 1,
			"file_name": name,
			"is_private": 1,
			"file_size": len(other),
			"content": base64.b64encode(other).decode(),
			"decode": 1,
		}
		for who, user in ((self.outsider, "far_counsellor"), (self.insider, "counsellor")):
			forged["owner"] = self.world.users[user]
			for given in (
				forged,
				forged | {"file_url": file["file_url"]},
				forged | {"name": file["name"], "__islocal": 0},
				forged | {"name": file["name"], "__islocal": 0, "modified": file["modified"]},
			):
				with self.subTest(given=given, own=who is self.insider):
					answer = who.post(
						"/api/method/run_doc_method", docs=json.dumps(given), method="optimize_file"
					)
					self.assertEqual(answer.status_code, 403, answer.get_data(as_text=True)[-300:])
					self.assertEqual(self.insider.get(file["file_url"]).get_data(), content)

	def test_who_reads_a_file_does_not_lose_it_by_a_method(self):
		"""Nor by what a document keeps for itself alone, sent along with it: a new file goes when its saving fails."""
		content = picture("plum")
		file = self.uploaded(self.insider, content)
		reader = HttpClient(self.world.users["lead"])
		stored = reader.get(f"/api/resource/File/{file['name']}").get_json()["data"]
		for more in ({}, {"flags": {"new_file": 1}}, {"flags": {"original_content": "x"}}):
			reader.post("/api/method/run_doc_method", docs=json.dumps(stored | more), method="optimize_file")
			with self.subTest(more=more):
				self.assertEqual(self.insider.get(file["file_url"]).get_data(), content)

	def test_ones_own_picture_is_made_smaller_as_before(self):
		task = self._task_of(self.world.users["counsellor"])
		place = {"attached_to_doctype": "ToDo", "attached_to_name": task, "file_name": "x.png"}
		own = self.uploaded(self.insider, picture("khaki"), **place)
		stored = self.insider.get(f"/api/resource/File/{own['name']}").get_json()["data"]
		answer = self.insider.post(
			"/api/method/run_doc_method", docs=json.dumps(stored), method="optimize_file"
		)
		self.assertEqual(answer.status_code, 200, answer.get_data(as_text=True)[-300:])

	def test_no_file_is_turned_towards_another_to_take_it_away(self):
		"""Whoever deletes a file deletes the bytes at its address, so even who may read them may not turn theirs there."""
		content = picture("salmon")
		file = self.uploaded(self.insider, content)
		reader = HttpClient(self.world.users["lead"])
		task = self._task_of(self.world.users["lead"])
		own = self.uploaded(
			reader, b"x", file_name="x.txt", attached_to_doctype="ToDo", attached_to_name=task
		)
		answer = reader.put(f"/api/resource/File/{own['name']}", file_url=file["file_url"], is_private=1)
		self.assertEqual(answer.status_code, 403, answer.get_data(as_text=True)[-300:])
		answer = self.upload(
			reader, file_url=file["file_url"], attached_to_doctype="ToDo", attached_to_name=task, is_private=1
		)
		self.assertEqual(answer.status_code, 403, answer.get_data(as_text=True)[-300:])
		for each in frappe.get_all("File", {"owner": self.world.users["lead"]}, pluck="name"):
			reader.delete(f"/api/resource/File/{each}")
		self.assertEqual(self.insider.get(file["file_url"]).get_data(), content)

	def _task_of(self, user: str) -> str:
		task = frappe.get_doc({"doctype": "ToDo", "description": "x", "allocated_to": user})
		task.insert()
		task.db_set("owner", user)
		frappe.db.commit()  # the other side of HTTP reads it
		self.addCleanup(frappe.delete_doc, "ToDo", task.name, force=True)
		return task.name

	def test_second_file_on_the_same_address_is_refused(self):
		file = self.uploaded(self.insider, picture("teal"))
		for borrowed in (
			{"attached_to_doctype": None, "attached_to_name": None, "attached_to_field": None},
			{
				"attached_to_doctype": "User",
				"attached_to_name": self.world.users["far_counsellor"],
				"attached_to_field": "x",
			},
			{"attached_to_name": "new-campus-home-visit-1"},
		):
			for private in (0, 1):
				answer = self.upload(self.outsider, file_url=file["file_url"], is_private=private, **borrowed)
				self.assertEqual(answer.status_code, 403, answer.get_data(as_text=True)[-300:])
		tricky = self.outsider.post(
			"/api/resource/File",
			doctype="File",
			file_name="x.png",
			file_url=file["file_url"],
			content="a,",
			decode=1,
			is_private=1,
		)
		self.assertGreaterEqual(tricky.status_code, 400)
		own = self.uploaded(
			self.outsider,
			picture("pink"),
			attached_to_doctype=None,
			attached_to_name=None,
			attached_to_field=None,
		)
		turned = self.outsider.put(
			f"/api/resource/File/{own['name']}", file_url=file["file_url"], is_private=1
		)
		self.assertGreaterEqual(turned.status_code, 400)
		self.assertEqual(self.outsider.get(file["file_url"]).status_code, 403)

	def test_outsider_attaches_nothing(self):
		self.assertEqual(self.upload(self.outsider, picture()).status_code, 403)

	def test_same_picture_of_two_people_shares_no_address(self):
		content = picture("maroon")
		file = self.uploaded(self.insider, content)
		other = self.uploaded(
			self.outsider,
			content,
			attached_to_doctype=None,
			attached_to_name=None,
			attached_to_field=None,
			is_private=1,
		)
		self.assertNotEqual(file["file_url"], other["file_url"])

	def test_before_the_visit_is_saved_only_the_uploader_has_it(self):
		file = self.uploaded(self.insider, picture("coral"), attached_to_name="new-campus-home-visit-abc")
		self.assertEqual(self.insider.get(file["file_url"]).status_code, 200)
		for who in ("lead", "adviser", "far_counsellor", "student_affairs"):
			self.assertGreaterEqual(
				HttpClient(self.world.users[who]).get(file["file_url"]).status_code, 403, who
			)
		adviser = HttpClient(self.world.users["adviser"])
		stolen = adviser.put(
			f"/api/resource/{VISIT}/{self.world.visit}", photos=[{"photo": file["file_url"]}]
		)
		self.assertEqual(stolen.status_code, 403)
		saved = self.insider.put(
			f"/api/resource/{VISIT}/{self.world.visit}", photos=[{"photo": file["file_url"], "note": "院门"}]
		)
		self.assertEqual(saved.status_code, 200, saved.get_data(as_text=True)[-400:])
		row = frappe.db.get_value("File", file["name"], ["attached_to_name", "owner"], as_dict=True)
		self.assertEqual((row.attached_to_name, row.owner), (self.world.visit, "Administrator"))
		self.assertEqual(HttpClient(self.world.users["lead"]).get(file["file_url"]).status_code, 200)
		self.assertEqual(self.outsider.get(file["file_url"]).status_code, 403)
		self.insider.put(f"/api/resource/{VISIT}/{self.world.visit}", photos=[])

	def test_file_uploaded_openly_elsewhere_turns_private_with_the_visit(self):
		loose = self.uploaded(
			self.insider,
			picture("tan"),
			attached_to_doctype=None,
			attached_to_name=None,
			attached_to_field=None,
		)
		self.assertTrue(loose["file_url"].startswith("/files/"))
		saved = self.insider.put(
			f"/api/resource/{VISIT}/{self.world.visit}", photos=[{"photo": loose["file_url"]}]
		)
		self.assertEqual(saved.status_code, 200, saved.get_data(as_text=True)[-400:])
		url = frappe.db.get_value("Campus Home Visit Photo", {"parent": self.world.visit}, "photo")
		self.assertTrue(url.startswith("/private/files/"), url)
		self.assertEqual(self.outsider.get(url).status_code, 403)
		self.assertEqual(self.insider.get(url).status_code, 200)
		self.insider.put(f"/api/resource/{VISIT}/{self.world.visit}", photos=[])

	def test_address_outside_is_refused(self):
		for url in ("https://example.com/a.jpg", "/files/../../site_config.json", "javascript:alert(1)"):
			answer = self.insider.put(f"/api/resource/{VISIT}/{self.world.visit}", photos=[{"photo": url}])
			self.assertGreaterEqual(answer.status_code, 400, url)

	def test_a_file_cannot_be_opened_up_or_moved(self):
		file = self.uploaded(self.insider, picture("gold"))
		for change in (
			{"is_private": 0},
			{"attached_to_doctype": "User", "attached_to_name": self.world.users["counsellor"]},
		):
			answer = self.insider.put(f"/api/resource/File/{file['name']}", **change)
			self.assertIn(answer.status_code, (403, 417), change)

	def test_only_real_photos_of_bearable_size(self):
		script = b"<script>alert(1)</script>"
		for name, content in (
			("x.png", script),
			("x.html", picture()),
			("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
			("x.jpg", b""),
		):
			answer = self.upload(self.insider, content, file_name=name)
			self.assertGreaterEqual(answer.status_code, 400, name)
		frappe.db.set_single_value("Campus Safety Settings", "photo_max_mb", 1)
		frappe.db.commit()
		try:
			answer = self.upload(self.insider, picture() + b"\0" * (1024 * 1024 + 1))
			self.assertIn("PhotoError", answer.get_data(as_text=True))
		finally:
			frappe.db.set_single_value("Campus Safety Settings", "photo_max_mb", 10)
			frappe.db.commit()

	def test_photos_of_an_archived_visit_stay(self):
		file = self.uploaded(self.insider, picture("plum"))
		lead = self.world.users["lead"]
		frappe.db.set_value(VISIT, self.world.visit, {"status": "Archived", "workflow_state": "Archived"})
		frappe.db.commit()
		try:
			for client in (self.insider, HttpClient(lead)):
				self.assertGreaterEqual(client.delete(f"/api/resource/File/{file['name']}").status_code, 400)
			self.assertGreaterEqual(self.upload(self.insider, picture("red")).status_code, 400)
		finally:
			frappe.db.set_value(VISIT, self.world.visit, {"status": "Planned", "workflow_state": "Planned"})
			frappe.db.commit()
		self.assertEqual(self.insider.get(file["file_url"]).status_code, 200)
