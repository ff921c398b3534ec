"""What the Desk is told at its start, and what the setup gives it once and never again."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.boot import extend_bootinfo
from campus_safety.domain import roles as r
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import emergency_access, emergency_reading
from campus_safety.engines.workbench import list_titles
from campus_safety.setup import desk
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

MOST_QUERIES = 14  # before each page of the Desk, for everybody; one per DocType was four hundred

MOST_METAS = 20


class TestBoot(CampusTestCase):
	def test_it_asks_little(self) -> None:
		with self.as_user(make.make_user("counsellor@boot.test", r.COUNSELLOR)):
			extend_bootinfo(
				frappe._dict()
			)  # metas and settings are in the cache afterwards, as they are on a site
			with self.assertQueryCount(MOST_QUERIES):
				extend_bootinfo(frappe._dict())

	def test_it_opens_few_metas(self) -> None:
		"""A host's accountant waits for each of them at every page of the Desk: eighty were as long as all the rest."""
		with patch.object(frappe, "get_meta", wraps=frappe.get_meta) as opened:
			extend_bootinfo(frappe._dict())
		self.assertLess(len({call.args[0] for call in opened.call_args_list}), MOST_METAS)

	def test_every_secret_field_is_announced(self) -> None:
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
		announced = bootinfo.campus_safety["secret_fields"]
		for doctype in PROTECTED:
			rule = RULES[doctype]
			if rule.parent or not (rule.secrets or rule.child_secrets):
				continue
			self.assertEqual(announced[doctype], list(rule.secrets))
			for table, fields in rule.child_secrets.items():
				self.assertEqual(announced[frappe.get_meta(doctype).get_field(table).options], list(fields))

	def test_records_without_a_title_are_named_by_their_student(self) -> None:
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
		named = bootinfo.campus_safety["named_by_student"]
		self.assertIn("Campus Risk Ledger", named)
		self.assertNotIn("Campus Home Visit", named)  # it has a title of its own

	def test_the_colour_of_each_level_is_announced(self) -> None:
		frappe.db.set_value("Campus Risk Level", "Red", "color", "cyan")
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
		levels = frappe.get_all("Campus Risk Level", pluck="name")
		self.assertEqual(set(bootinfo.campus_safety["level_colors"]), set(levels))
		self.assertEqual(bootinfo.campus_safety["level_colors"]["Red"], "cyan")
		with self.as_user("Guest"):
			extend_bootinfo(bootinfo)
		self.assertEqual(bootinfo.campus_safety["level_colors"], {})

	def test_what_scripts_ask_is_declared(self) -> None:
		bootinfo = frappe._dict()
		with self.as_user(make.make_user("counsellor@boot.test", r.COUNSELLOR)):
			extend_bootinfo(bootinfo)
		told = bootinfo.campus_safety
		evidence = {
			"Campus Heart Talk",
			"Campus Parent Contact",
			"Campus Parent Meeting",
			"Campus Dorm Visit",
			"Campus Training Record",
			"Campus Safety Education",
			"Campus Five Management",
		}
		self.assertEqual(set(told["evidence"]), evidence)
		self.assertEqual([act for act, may in told["may"].items() if may], ["see_id_no"])
		firsts = [start["doctype"] for start in told["starts"][:2]]
		self.assertEqual(firsts, ["Campus Emergency Incident", "Campus Heart Talk"])
		for start in told["starts"]:
			self.assertTrue(frappe.db.exists("DocType", start["doctype"]))
		for kind, doctype, field in (
			("absence", "Campus Absence Case", "status"),
			("duty", "Campus Duty Obligation", "state"),
			("ledger", "Campus Risk Ledger", "status"),
		):
			options = frappe.get_meta(doctype).get_field(field).options.split("\n")
			self.assertLess(set(told["open_states"][kind]), set(options))
		positions = frappe.get_all("Campus Network Position", pluck="name")
		self.assertEqual(set(told["network"]["posts"]), set(positions))


class TestParts(CampusTestCase):
	def test_made_once(self) -> None:
		desk.create_missing_parts()
		frappe.db.set_value("Custom HTML Block", desk.BLOCK, "style", ".mine {}")
		frappe.db.set_value("List View Settings", "Campus Student", "disable_count", 1)
		desk.create_missing_parts()
		self.assertEqual(frappe.db.get_value("Custom HTML Block", desk.BLOCK, "style"), ".mine {}")
		self.assertEqual(frappe.db.get_value("List View Settings", "Campus Student", "disable_count"), 1)
		setters = {"doc_type": "User", "property": "show_title_field_in_link"}
		self.assertEqual(frappe.db.count("Property Setter", setters), 1)

	def test_lists_show_our_columns_and_all_rows(self) -> None:
		"""v15 cuts columns off unless told, v16 rows that are older than 90 days."""
		frappe.db.delete("List View Settings", {"name": ("in", list(RULES))})
		desk.create_missing_parts()
		meta = frappe.get_meta("List View Settings")
		self.assertTrue(meta.has_field("total_fields") or meta.has_field("disable_automatic_recency_filters"))
		if meta.has_field("total_fields"):
			for doctype in ("Campus Gate Event", "Campus Screening Campaign", "Campus Risk Ledger"):
				self.assertLessEqual(self.named(doctype), self.shown(doctype), doctype)
		if meta.has_field("disable_automatic_recency_filters"):
			for doctype, rule in RULES.items():
				field = "disable_automatic_recency_filters"
				if not rule.parent:
					self.assertEqual(frappe.db.get_value("List View Settings", doctype, field), 1, doctype)

	def named(self, doctype: str) -> set[str]:
		return {field.fieldname for field in frappe.get_meta(doctype).fields if field.in_list_view}

	def shown(self, doctype: str) -> set[str]:
		"""As the framework's list cuts them: the title and the tags come first."""
		room = int(frappe.db.get_value("List View Settings", doctype, "total_fields")) - 2
		meta = frappe.get_meta(doctype)
		listed = [
			each.fieldname for each in meta.fields if each.in_list_view and each.fieldname != meta.title_field
		]
		return {*listed[:room], meta.title_field}

	def test_no_list_names_its_student_twice(self) -> None:
		"""A record without a title is called by its student in the first column already."""
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
		for doctype in bootinfo.campus_safety["named_by_student"]:
			self.assertNotIn("student", self.named(doctype), doctype)

	def test_the_values_beside_a_list_are_called_by_name(self) -> None:
		user = make.make_user("sidebar@desk.test", r.COUNSELLOR, first_name="苏晓明")
		rows = [{"name": user, "count": 2}, {"name": None, "count": 1}]
		for field in ("owner", "assigned_to", "responsible_person"):
			titles = [row.get("title") for row in list_titles.name_values(rows, "Campus Risk Ledger", field)]
			self.assertEqual(titles, [frappe.utils.get_fullname(user), None], field)
		rows = [{"name": "Nominated", "count": 2}, {"name": "", "count": 1}]
		with in_school_language():
			titles = [
				row.get("title") for row in list_titles.name_values(rows, "Campus Risk Ledger", "status")
			]
			levels = list_titles.name_values(
				[{"name": "Red", "count": 1}], "Campus Risk Ledger", "risk_level"
			)
		self.assertEqual(titles, ["已提名", None])
		self.assertEqual(levels[0]["title"], "红")
		unit = make.make_unit("侧栏班")
		with self.as_user(make.make_user("pupil@desk.test", r.STUDENT_USER, user_type="Website User")):
			(row,) = list_titles.name_values([{"name": unit, "count": 1}], "Campus Risk Ledger", "unit")
		self.assertFalse(row.get("title"), "whoever may not read it learns no name")

	def test_the_profile_hides_other_apps_and_not_ours(self) -> None:
		desk.create_missing_parts()
		hidden = {row.module for row in frappe.get_doc("Module Profile", desk.PROFILE).block_modules}
		self.assertIn("Website", hidden)
		self.assertFalse({module for module in hidden if module.startswith("Campus ")})


class TestEmergencyReading(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("急看学院", "College", make.make_unit("急看学校", "School"))
		unit = make.make_unit("急看2601班", "Class", college)
		room = make.make_dormitory("急看101", "Room", make.make_dormitory("急看楼", "Building"))
		counsellor = make.make_user("counsellor@urgent.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=unit)
		self.warden = make.make_user("warden@urgent.test", r.DORM_MANAGER)
		make.assign(self.warden, "Dorm Manager", "Dormitory", dormitory=room)
		self.student = make.make_student("UR2026001", unit, dormitory=room, residence_type="Dormitory")
		with self.as_user(counsellor):
			self.ledger = make.make_ledger(self.student, factor_detail="手腕有旧伤")

	def read(self) -> str:
		with self.as_user(self.warden):
			return str(emergency_reading.read_granted("Campus Risk Ledger", self.ledger.name))

	def test_only_while_a_grant_runs(self) -> None:
		with self.assertRaises(frappe.PermissionError):
			self.read()
		with self.as_user(self.warden):
			emergency_access.break_glass(self.student, "学生独自在天台徘徊，联系不上辅导员", now_datetime())
		text = self.read()
		self.assertIn("手腕有旧伤", text)
		self.assertNotIn("enc:1:", text)
		self.assertTrue(frappe.db.exists("Campus Access Log", {"user": self.warden, "action": "Reveal"}))
		grant = frappe.db.get_value("Campus Emergency Access", {"user": self.warden})
		frappe.db.set_value("Campus Emergency Access", grant, "expires_at", "2020-01-01 00:00:00")
		with self.assertRaises(frappe.PermissionError):
			self.read()
