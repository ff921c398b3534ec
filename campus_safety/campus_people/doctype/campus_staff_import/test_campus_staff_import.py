"""One Excel makes accounts, roles and posts; a second time it changes nothing, and it never gives more than it may."""

import json
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import check_password

from campus_safety.access.circle import innermost_roles
from campus_safety.domain import roles as r
from campus_safety.engines.sheets import run as importing
from campus_safety.exceptions import AppOwnedFieldError, ImportRefusedError
from campus_safety.services.people.staff_import import handing_out
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase
from campus_safety.tests.bases.student_imports import workbook

IMPORT, ASSIGNMENT = "Campus Staff Import", "Campus Network Assignment"
HEADERS = ["工号", "姓名", "邮箱", "手机", "岗位", "学院", "负责范围"]
FIRST, SECOND, COLLEGE = "教职2601班", "教职2602班", "教职学院"
DOMAIN = "staff.test"


class StaffImportCase(CampusTestCase):
	moment = TEACHING_DAY

	def setUp(self) -> None:
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"
		language = patch.object(frappe, "set_user_lang")
		language.start()
		self.addCleanup(language.stop)
		super().setUp()
		frappe.set_user(self.manager)

	def set_up_once(self) -> None:
		super().set_up_once()
		self.manager = make.make_user("manager@staff.test", r.SYSTEM_MANAGER)
		self.school = make.make_unit("教职学校", "School")
		self.college = make.make_unit(COLLEGE, "College", self.school)
		self.first = make.make_unit(FIRST, "Class", self.college)
		self.second = make.make_unit(SECOND, "Class", self.college)
		self.building = make.make_dormitory("教职7号楼", "Building")

	def previewed(self, *rows, headers=HEADERS, **values):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "教职工.xlsx",
				"is_private": 1,
				"content": workbook(headers, *rows),
			}
		).insert()
		values = {"mail_domain": DOMAIN, **values}
		document = frappe.get_doc({"doctype": IMPORT, "file": file.file_url, **values}).insert()
		importing.preview(document)
		return document

	def run_it(self, document):
		with patch.object(frappe, "enqueue"):
			importing.start(document)
		importing.run(document.doctype, document.name, self.manager)
		document.reload()
		return document

	def imported(self, *rows, **values):
		return self.run_it(self.previewed(*rows, **values))

	def counts(self, document) -> tuple[int, ...]:
		return tuple(document.get(field) for field in ("created", "changed", "unchanged", "refused"))

	def roles(self, user: str) -> set[str]:
		return set(frappe.get_roles(user)) & {*r.ALL_ROLES, r.SYSTEM_MANAGER}

	def posts(self, user: str) -> set[tuple]:
		rows = frappe.get_all(
			ASSIGNMENT, {"holder_user": user}, ["position", "unit", "dormitory", "status"], as_list=True
		)
		return {tuple(row) for row in rows}

	def reasons(self, document) -> str:
		return " | ".join(f"{row.row_no}: {row.reason}" for row in document.issues)


COUNSELLOR = ["A100", "王晓敏", "wang@staff.test", "13800138101", "辅导员", COLLEGE, f"{FIRST}、{SECOND}"]
MANAGER = ["A200", "宋桂英", "", "13800138102", "宿管", "", "教职7栋"]
OFFICE = ["A300", "黄海燕", "", "", "学工处", "学生工作处", ""]


class TestOneListForAll(StaffImportCase):
	def test_accounts_roles_and_posts(self) -> None:
		document = self.imported(COUNSELLOR, MANAGER, OFFICE)
		self.assertEqual((document.status, self.reasons(document)), ("Completed", ""))
		self.assertEqual(self.counts(document), (3, 0, 0, 0))
		self.assertEqual(self.roles("wang@staff.test"), {r.COUNSELLOR})
		self.assertEqual(
			self.posts("wang@staff.test"),
			{("Counsellor", self.first, None, "Active"), ("Counsellor", self.second, None, "Active")},
		)
		self.assertEqual(self.posts("a200@staff.test"), {("Dorm Manager", None, self.building, "Active")})
		self.assertEqual(
			(self.roles("a300@staff.test"), self.posts("a300@staff.test")), ({r.STUDENT_AFFAIRS}, set())
		)
		user = frappe.get_doc("User", "wang@staff.test")
		self.assertEqual((user.enabled, user.username, user.mobile_no), (1, "A100", "13800138101"))
		self.assertEqual((user.user_type, user.module_profile), ("System User", "Campus Staff"))
		self.assertEqual(user.time_zone, frappe.utils.get_system_timezone())

	def test_no_server_abroad_is_asked_for_pictures(self) -> None:
		with patch.object(frappe, "enqueue") as queued:
			self.imported(COUNSELLOR)
		self.assertNotIn("update_gravatar", str(queued.call_args_list))
		self.assertFalse(frappe.db.get_value("User", "wang@staff.test", "user_image"))

	def test_a_second_time_changes_nothing(self) -> None:
		self.imported(COUNSELLOR, MANAGER, OFFICE)
		before = self.stamps()
		again = self.imported(COUNSELLOR, MANAGER, OFFICE)
		self.assertEqual(self.counts(again), (0, 0, 3, 0))
		self.assertEqual(self.stamps(), before)

	def stamps(self) -> list:
		users = frappe.get_all(
			"User", {"name": ("like", "%@staff.test")}, ["name", "modified"], order_by="name"
		)
		posts = frappe.get_all(ASSIGNMENT, fields=["name", "modified"], order_by="name")
		return [users, posts]

	def test_one_person_in_several_rows(self) -> None:
		rows = [[*COUNSELLOR[:4], "班主任", COLLEGE, FIRST], [*COUNSELLOR[:4], "辅导员", COLLEGE, SECOND]]
		document = self.imported(*rows)
		self.assertEqual(self.counts(document), (1, 1, 0, 0))
		self.assertEqual(self.roles("wang@staff.test"), {r.COUNSELLOR, r.CLASS_ADVISER})
		self.assertEqual(len(self.posts("wang@staff.test")), 2)

	def test_a_known_account_gets_what_it_lacks_and_keeps_the_rest(self) -> None:
		make.make_user("wang@staff.test", r.MENTOR, first_name="王晓敏", mobile_no="13800138199")
		document = self.imported(COUNSELLOR)
		self.assertEqual(self.counts(document), (0, 1, 0, 0))
		user = frappe.get_doc("User", "wang@staff.test")
		self.assertEqual(self.roles(user.name), {r.MENTOR, r.COUNSELLOR})
		self.assertEqual(user.mobile_no, "13800138199", "a telephone is changed by hand")
		self.assertIn("13800138199", json.dumps(json.loads(document.preview)["notes"], ensure_ascii=False))

	def test_who_is_not_in_the_list_is_named_and_stays(self) -> None:
		self.imported(COUNSELLOR, MANAGER, OFFICE)
		with patch("campus_safety.services.people.staff_import.told.get_staff") as staff:
			staff.return_value = {
				"wang@staff.test": "王晓敏",
				"a200@staff.test": "宋桂英",
				"gone@staff.test": "离任",
			}
			document = self.previewed(COUNSELLOR, MANAGER)
		self.assertEqual(json.loads(document.preview)["absent"], [1, ["离任"]])
		self.imported(COUNSELLOR, MANAGER)
		self.assertEqual(frappe.db.get_value("User", "a300@staff.test", "enabled"), 1)

	def test_the_example_of_the_template_is_nobody(self) -> None:
		document = self.previewed(
			["例：10086", "例：王晓敏", "a@b.test", "", "辅导员", "", FIRST], COUNSELLOR
		)
		self.assertEqual((document.total, document.created), (1, 1))

	def test_one_message_to_those_who_answer_for_the_circle(self) -> None:
		leader = make.make_user("leader@staff.test", r.SCHOOL_LEADER)
		told = {"for_user": leader, "subject": ("like", "%staff.test%")}
		before = frappe.db.count("Notification Log", told)
		self.imported(COUNSELLOR, ["A101", "李建国", "", "", "辅导员", "", ""])
		self.assertEqual(frappe.db.count("Notification Log", told) - before, 1)
		for user in ("wang@staff.test", "a101@staff.test"):
			self.assertTrue(
				frappe.db.exists("Campus Access Log", {"action": "Account Change", "reference_name": user})
			)


class TestRefusals(StaffImportCase):
	def refused(self, *rows, **values) -> str:
		document = self.previewed(*rows, **values)
		self.assertEqual(document.created + document.changed, 0, document.preview)
		return self.reasons(document)

	def test_grouped_with_the_nearest_name(self) -> None:
		rows = [[f"A{n}", f"张{n}", "", "", "辅导圆", "", FIRST] for n in range(3)]
		groups = json.loads(self.previewed(*rows).preview)["groups"]
		self.assertEqual([(group["count"], group["rows"]) for group in groups], [(3, [2, 3, 4])])
		self.assertIn("辅导员", groups[0]["text"])
		self.assertIn(FIRST, self.refused(["A1", "张一", "", "", "辅导员", COLLEGE, "教职2601"]))

	def test_no_role_but_the_apps_own(self) -> None:
		for word in ("System Manager", "系统管理员", "Administrator", "Accounts Manager", r.STUDENT_USER):
			self.assertIn("no position or office", self.refused(["A1", "张一", "", "", word, "", FIRST]))
		frappe.set_user("Administrator")
		frappe.get_doc(
			{
				"doctype": "Campus Network Position",
				"position_name": "楼长甲",
				"holder_kind": "Staff",
				"at_class": 1,
				"role": r.SYSTEM_MANAGER,
			}
		).insert()
		frappe.set_user(self.manager)
		self.assertIn("none of this app", self.refused(["A1", "张一", "", "", "楼长甲", "", FIRST]))

	def test_no_hidden_officer_no_students_post(self) -> None:
		self.assertIn("Safety Office", self.refused(["A1", "张一", "", "", "隐蔽安全信息员", "", FIRST]))
		self.assertIn("students", self.refused(["A1", "张一", "", "", "宿舍长", "", FIRST]))

	def test_nothing_for_who_administers_the_machine(self) -> None:
		name = frappe.db.get_value("User", self.manager, "full_name")
		self.assertIn("administers", self.refused(["", name, self.manager, "", "心理中心主任", "", ""]))
		self.assertEqual(self.roles(self.manager), {r.SYSTEM_MANAGER})

	def test_who_has_left_stays_out(self) -> None:
		make.make_user("wang@staff.test", r.COUNSELLOR, first_name="王晓敏")
		frappe.db.set_value("User", "wang@staff.test", "enabled", 0)
		self.assertIn("switched off", self.refused(COUNSELLOR))

	def test_no_student_no_device_no_other_person(self) -> None:
		make.make_user("wang@staff.test", r.STUDENT_USER, first_name="王晓敏")
		self.assertIn("student", self.refused(COUNSELLOR))
		make.make_user("a300@staff.test", r.MENTOR, first_name="别人")
		self.assertIn("别人", self.refused(OFFICE))

	def test_a_post_that_another_holds(self) -> None:
		holder = make.make_user("holder@staff.test", r.COUNSELLOR, first_name="李建国")
		make.assign(holder, "Counsellor", "Class", unit=self.first)
		self.assertIn("李建国", self.refused(COUNSELLOR))
		other = ["A101", "赵一", "", "", "班主任", "", FIRST]
		document = self.previewed(other, ["A102", "钱二", "", "", "班主任", "", FIRST])
		self.assertEqual(self.counts(document), (1, 0, 0, 1))
		self.assertIn("row 2", self.reasons(document))

	def test_what_a_row_lacks(self) -> None:
		text = self.refused(
			["A1", "", "", "", "辅导员", "", FIRST], ["", "张二", "", "", "辅导员", "", FIRST]
		)
		self.assertIn("2: the name is empty", text)
		self.assertIn("3: has neither", text)
		self.assertIn(
			"Mail Domain",
			self.previewed(
				COUNSELLOR[:1] + COUNSELLOR[1:2] + ["辅导员"],
				headers=["工号", "姓名", "岗位"],
				mail_domain="",
			).error,
		)


class TestWhoMay(StaffImportCase):
	def test_only_system_managers(self) -> None:
		document = self.previewed(COUNSELLOR)
		for role in (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE, r.HR_OFFICE, r.COLLEGE_LEAD):
			with self.as_user(make.make_user(f"{frappe.scrub(role)}@who.test", role)):
				with self.assertRaises(frappe.PermissionError):
					self.previewed(COUNSELLOR)
				self.assertFalse(frappe.has_permission(IMPORT, "read", doc=document.name))
				with self.assertRaises(frappe.PermissionError):
					frappe.get_list(IMPORT)

	def test_a_right_that_the_school_gave_to_others_is_not_enough(self) -> None:
		frappe.set_user("Administrator")
		affairs = make.make_user("affairs@who.test", r.STUDENT_AFFAIRS)
		for right in ("create", "write", "read"):
			frappe.permissions.add_permission(IMPORT, r.STUDENT_AFFAIRS, 0)
			frappe.permissions.update_permission_property(IMPORT, r.STUDENT_AFFAIRS, 0, right, 1)
		with self.as_user(affairs), self.assertRaises(frappe.PermissionError):
			self.previewed(COUNSELLOR)
		frappe.clear_cache(doctype=IMPORT)

	def test_on_a_site_without_another_manager_it_waits(self) -> None:
		with patch("campus_safety.services.people.staff_import.kind.has_other_managers", return_value=False):
			with self.assertRaises(ImportRefusedError):
				self.previewed(COUNSELLOR)

	def test_nobody_writes_the_list_of_accounts_by_hand(self) -> None:
		document = self.previewed(COUNSELLOR)
		document.accounts = json.dumps([self.manager])
		with self.assertRaises(AppOwnedFieldError):
			document.save()


class TestFirstPasswords(StaffImportCase):
	def test_handed_out_once_and_kept_nowhere(self) -> None:
		document = self.imported(COUNSELLOR, MANAGER)
		self.assertEqual(handing_out.count_waiting(document), 2)
		with patch.object(handing_out.passwords, "make_file", side_effect=list) as made:
			handing_out.hand_out(document, now_datetime())
		handed = {line.account: line for line in made.call_args[0][0]}
		self.assertEqual(set(handed), {"wang@staff.test", "a200@staff.test"})
		for line in handed.values():
			self.assertEqual(check_password(line.account, line.password), line.account)
			self.assertNotIn(line.password, frappe.as_json(frappe.get_doc(IMPORT, document.name).as_dict()))
		frappe.db.set_value("User", "wang@staff.test", "last_login", now_datetime())
		with patch.object(handing_out.passwords, "make_file", side_effect=list) as made:
			handing_out.hand_out(document, now_datetime())
		(again,) = made.call_args[0][0]
		self.assertEqual(again.account, "a200@staff.test", "the file broke on its way, and nobody signed in")
		self.assertEqual(check_password(again.account, again.password), again.account)
		frappe.db.set_value("User", "a200@staff.test", "last_login", now_datetime())
		with self.assertRaises(ImportRefusedError):
			handing_out.hand_out(document, now_datetime())
		self.assertTrue(
			frappe.db.exists(
				"Campus Access Log", {"reference_doctype": IMPORT, "reference_name": document.name}
			)
		)

	def test_whoever_opens_what_is_most_protected_gets_none(self) -> None:
		self.assertLessEqual(
			{r.PSYCH_HEAD, r.PSYCH_TEACHER, r.SAFETY_OFFICE, r.SCHOOL_LEADER}, innermost_roles()
		)
		head, intake = [
			["Z1", "甲一", "z1@staff.test", "", "心理中心主任", "", ""],
			["Z2", "乙二", "z2@staff.test", "", "上报受理", "", "教职学校"],
		]
		leader = ["Z3", "丙三", "z3@staff.test", "", "校领导", "", ""]
		document = self.imported(head, intake, leader, COUNSELLOR)
		with patch.object(handing_out.passwords, "make_file", side_effect=list) as made:
			handing_out.hand_out(document, now_datetime())
		self.assertEqual([line.account for line in made.call_args[0][0]], ["wang@staff.test"])
		password = made.call_args[0][0][0].password
		self.imported([*COUNSELLOR[:4], "心理中心主任", "", ""])
		self.assertRaises(frappe.AuthenticationError, check_password, "wang@staff.test", password)

	def test_a_post_from_before_the_term_is_marked(self) -> None:
		make.make_term()
		headers = [*HEADERS, "起始日期"]
		document = self.run_it(self.previewed([*COUNSELLOR, "2001-01-01"], [*MANAGER, ""], headers=headers))
		self.assertEqual(self.counts(document), (2, 0, 0, 0))
		marks = dict(
			frappe.get_all(
				ASSIGNMENT,
				{"holder_user": ("like", "%@staff.test")},
				["holder_user", "dated_back"],
				as_list=True,
			)
		)
		self.assertEqual(marks, {"wang@staff.test": 1, "a200@staff.test": 0})

	def test_the_file_opens(self) -> None:
		document = self.imported(COUNSELLOR)
		content = handing_out.hand_out(document, now_datetime())
		self.assertTrue(content.startswith(b"PK"))

	def test_none_where_the_campus_signs_in(self) -> None:
		document = self.imported(COUNSELLOR, sign_in="Single Sign-On")
		self.assertEqual(handing_out.count_waiting(document), 0)
		with self.assertRaises(ImportRefusedError):
			handing_out.hand_out(document, now_datetime())

	def test_known_accounts_keep_their_password(self) -> None:
		make.make_user("wang@staff.test", r.MENTOR, first_name="王晓敏")
		document = self.imported(COUNSELLOR, MANAGER)
		self.assertEqual(json.loads(document.accounts), ["a200@staff.test"])
