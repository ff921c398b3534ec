"""What the framework keeps about a record follows the record (found/security.md H5, H7, M5).

Workflow actions, versions and comments named ledgers and told home visits to other colleges; a student followed somebody
else's record and was mailed its changes; anybody hung a task on any record.
"""

from itertools import count

import frappe

from campus_safety.access import followers, pointers
from campus_safety.access.rules import RULES
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import Level
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT, get_world

MARK = "campus-test-pointer"
# DocTypes of the framework with a dynamic link that say nothing about a record
SILENT = {
	"Audit Trail": "a single of v15.55 on that compares amended documents; none of ours is amended",
	"Auto Repeat": "made by System Managers, of documents that allow it; none of ours does",
	"Data Import Log": "of an import, which none of ours allows",
	"Desktop Icon": "of v16: it opens a DocType, page or report, never a record",
	"Discussion Topic": "of web pages",
	"Permission Log": "of v16: who changed roles and rights of DocTypes, reports, pages and users; for System Managers",
	"Transaction Log": "read by Administrator alone",
	"User Permission": "the network itself; names no more than unit, dormitory and student",
	"Workspace": "of v16: its place in the sidebar, which is a DocType, page or report, never a record",
	"Webhook": "its preview opens a document through the reader's own rights",
	"File": "access/files.py",
	"Permission Inspector": "a single of v15.55 on, a System Manager's question about rights, which holds no record",
	"Address": "of contacts",
	"Contact": "of contacts",
}
FIRST_NUMBER = 800_000_000  # of rows whose table numbers them
NUMBERS = count(FIRST_NUMBER)
OUTSIDERS = ("other_counsellor", "far_lead", "far_counsellor", "administrator_of_site", "pupil")


class TestEveryPointer(CampusTestCase):
	"""Every DocType that points × records of each level × everybody by turns."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()
		cls.targets = (
			("Campus Heart Talk", cls.world.talk),
			("Campus Home Visit", cls.world.visit),
			("Campus Leave Permit", cls.world.leave),
			("Campus Risk Ledger", cls.world.ledger),
		)

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.db.delete("Error Log", {"name": (">=", FIRST_NUMBER)})  # its table knows no rollback
		super().tearDownClass()

	def point(self, doctype: str, target: tuple[str, str]):
		doc = frappe.new_doc(doctype)
		doc.name = f"{MARK}-{frappe.scrub(doctype)}-{target[1]}"[:139]
		if "int" in frappe.db.get_column_type(doctype, "name"):
			doc.name = next(NUMBERS)
		doc.update(dict(zip(pointers.POINTERS[doctype], target, strict=True)))
		doc.db_insert()
		return doc

	def here(self, doctypes) -> list[str]:
		return [doctype for doctype in doctypes if frappe.db.exists("DocType", doctype)]

	def listed(self, doc, user: str) -> bool:
		condition = pointers.condition_of(doc.doctype, user)
		return bool(
			frappe.db.sql(  # nosemgrep: the condition is what is tested
				f"select name from `tab{doc.doctype}` where name = %s and ({condition or '1=1'})", doc.name
			)
		)

	def test_it_is_seen_by_those_who_read_the_record(self) -> None:
		tried, people = 0, self.world.users
		for place, doctype in enumerate(self.here(pointers.POINTERS)):
			for turn, target in enumerate(self.targets, start=place):
				doc = self.point(doctype, target)
				for number, (who, user) in enumerate(people.items()):
					if not has_turn(number, len(people), 4 * turn, at_once=3):
						continue
					reads = bool(frappe.has_permission(target[0], "read", doc=target[1], user=user))
					with self.subTest(pointer=doctype, to=target[0], who=who):
						self.assertEqual(self.listed(doc, user), reads)
						if not reads:
							self.assertFalse(pointers.follows_row(doc, "read", user))
							self.assertFalse(frappe.has_permission(doctype, "read", doc=doc, user=user))
					tried += 1
				self.assertTrue(self.listed(doc, "Administrator"))
		self.assertGreater(tried, 200)

	def test_what_points_elsewhere_is_left_to_the_framework(self) -> None:
		for doctype in self.here(pointers.POINTERS):
			doc = self.point(doctype, ("User", self.world.users["counsellor"]))
			for who in ("counsellor", "administrator_of_site"):
				self.assertTrue(self.listed(doc, self.world.users[who]), doctype)
				self.assertTrue(pointers.reads("User", "x", self.world.users[who]))

	def test_who_reads_a_doctype_at_all_is_asked_at_once_as_of_each(self) -> None:
		"""By role, by a share of one's own, and by one for everybody."""
		kinds = [doctype for doctype, rule in RULES.items() if not rule.parent]
		barred = {who: self.barred(user, kinds) for who, user in self.world.users.items()}
		open_to_share = [doctype for doctype in kinds if RULES[doctype].level is Level.L1]
		pupil = self.world.users["pupil"]
		first, second = [doctype for doctype in open_to_share if doctype in barred["pupil"]][:2]
		for doctype, user in ((first, pupil), (second, None)):
			share = frappe.new_doc("DocShare").update(
				{"share_doctype": doctype, "share_name": MARK, "read": 1}
			)
			share.update({"user": user, "everyone": int(not user)})
			share.db_insert()
		for who, user in self.world.users.items():
			with self.subTest(who=who):
				self.assertEqual(
					self.barred(user, kinds), barred[who] - {second} - ({first} if who == "pupil" else set())
				)

	def barred(self, user: str, kinds: list[str]) -> set[str]:
		"""What the user reads nothing of; `pointers` and the framework say the same."""
		said = {doctype for doctype in kinds if not frappe.has_permission(doctype, "read", user=user)}
		self.assertEqual(set(kinds) - set(pointers._readable(user)), said, user)
		return said

	def test_no_other_doctype_points(self) -> None:
		rows = frappe.get_all(
			"DocField",
			filters={"fieldtype": "Dynamic Link"},
			fields=["parent"],
			distinct=True,
			pluck="parent",
		)
		known = {
			*pointers.FOLLOWING,
			*SILENT,
			*RULES,
			*(child for _t, child, *_f in pointers.TABLES.values()),
		}
		framework = frappe.get_all("Module Def", filters={"app_name": "frappe"}, pluck="name")
		for doctype in set(rows) - known:
			meta = frappe.get_meta(doctype)
			self.assertTrue(meta.istable or meta.module not in framework, doctype)

	def test_hooked(self) -> None:
		conditions, checks = (
			frappe.get_hooks("permission_query_conditions"),
			frappe.get_hooks("has_permission"),
		)
		for doctype in pointers.FOLLOWING:
			path = f"campus_safety.access.pointers.{pointers.function_name(doctype)}"
			self.assertIn(path, conditions[doctype])
			self.assertEqual(
				frappe.get_attr(path)(self.world.users["pupil"]),
				pointers.condition_of(doctype, self.world.users["pupil"]),
			)
			self.assertIn("campus_safety.access.pointers.follows_row", checks[doctype])


class TestEvents(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()

	def test_an_event_with_a_record_among_its_participants(self) -> None:
		world = self.world
		event = frappe.get_doc(
			{
				"doctype": "Event",
				"subject": MARK,
				"starts_on": "2026-11-27 10:00",
				"event_type": "Public",
				"event_participants": [
					{"reference_doctype": "Campus Home Visit", "reference_docname": world.visit}
				],
			}
		).insert(ignore_permissions=True)
		for who in OUTSIDERS:
			with self.as_user(world.users[who]):
				self.assertNotIn(event.name, frappe.get_list("Event", pluck="name"), who)
				self.assertFalse(frappe.has_permission("Event", "read", doc=event.name), who)
		with self.as_user(world.users["counsellor"]):
			self.assertTrue(frappe.has_permission("Event", "read", doc=event.name))


class TestOverHttp(WorldTestCase):
	def tearDown(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete("ToDo", {"description": MARK})
		frappe.db.delete("Document Follow", {"ref_docname": ("in", (self.world.visit, self.world.talk))})
		frappe.db.commit()
		super().tearDown()

	def targets(self):
		return {
			"Campus Home Visit": self.world.visit,
			"Campus Heart Talk": self.world.talk,
			"Campus Risk Ledger": self.world.ledger,
			"Campus Student": STUDENT,
		}

	def test_workflow_actions_of_others_are_not_listed(self) -> None:
		actors = {who: self.world.users[who] for who in OUTSIDERS if who != "pupil"}
		actors |= {role: self.world.by_role[role] for role in (r.MENTOR, r.SAFETY_OFFICE, r.SCHOOL_LEADER)}
		for who, user in actors.items():
			answer = HttpClient(user).get(
				"/api/resource/Workflow Action",
				fields=["reference_doctype", "reference_name", "workflow_state"],
				limit_page_length="0",
			)
			for row in (answer.get_json() or {}).get("data") or []:
				if not frappe.db.exists(row["reference_doctype"], row["reference_name"]):
					continue  # other tests took the record back and left its action
				self.assertTrue(
					pointers.reads(row["reference_doctype"], row["reference_name"], user), f"{who} {row}"
				)

	def test_nothing_is_hung_on_a_record_out_of_reach(self) -> None:
		counted = ("ToDo", "Document Follow", "Comment", "Event", "Communication")
		before = {doctype: frappe.db.count(doctype) for doctype in counted}
		tried = 0
		actors = {who: self.world.users[who] for who in ("far_lead", "far_counsellor", "pupil")}
		actors["guard"] = self.world.by_role[r.SECURITY_GUARD]
		for who, user in actors.items():
			client = HttpClient(user)
			for doctype, name in self.targets().items():
				if pointers.reads(doctype, name, user):
					continue
				assign = {
					"doctype": doctype,
					"name": name,
					"assign_to": frappe.as_json([user]),
					"description": MARK,
				}
				follow = {"ref_doctype": doctype, "ref_docname": name, "user": user}
				task = {"reference_type": doctype, "reference_name": name, "allocated_to": user}
				note = {"reference_doctype": doctype, "reference_name": name, "content": MARK}
				answers = (
					client.post("/api/resource/ToDo", description=MARK, **task),
					client.post("/api/resource/Document Follow", **follow),
					client.post("/api/resource/Comment", comment_type="Comment", **note),
					client.call("frappe.desk.form.assign_to.add", **assign),
				)
				for answer in answers:
					self.assertGreaterEqual(answer.status_code, 400, f"{who} {doctype}")
					tried += 1
				assigned = frappe.db.get_value(doctype, name, "_assign") or ""
				self.assertNotIn(user, assigned, who)
		self.assertEqual({doctype: frappe.db.count(doctype) for doctype in counted}, before)
		self.assertGreater(tried, 40)

	def test_one_follows_what_one_reads(self) -> None:
		counsellor = self.world.users["counsellor"]
		task = {"reference_type": "Campus Heart Talk", "reference_name": self.world.talk}
		answer = HttpClient(counsellor).post(
			"/api/resource/ToDo", description=MARK, allocated_to=counsellor, **task
		)
		self.assertEqual(answer.status_code, 200, answer.text[-300:])

	def test_somebody_elses_follower_is_asked_too(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).post(
			"/api/resource/Document Follow",
			ref_doctype="Campus Home Visit",
			ref_docname=self.world.visit,
			user=self.world.users["pupil"],
		)
		self.assertGreaterEqual(answer.status_code, 400)


class TestFollowersByMail(WorldTestCase):
	"""The framework mails changes for as long as somebody follows, whatever has become of their right to read."""

	MAILS = "frappe.desk.form.document_follow.send_daily_updates"
	RUN = "frappe.core.doctype.scheduled_job_type.scheduled_job_type.run_scheduled_job"

	def follow(self, who: str) -> str:
		doc = frappe.get_doc(
			{
				"doctype": followers.FOLLOW,
				"ref_doctype": "Campus Home Visit",
				"ref_docname": self.world.visit,
				"user": self.world.users[who],
			}
		)
		doc.db_insert()  # as it was left when the right to read ended
		return doc.name

	def test_whoever_may_not_read_is_mailed_no_more(self) -> None:
		stays, goes = self.follow("counsellor"), self.follow("far_counsellor")
		others = frappe.get_doc(
			{"doctype": followers.FOLLOW, "ref_doctype": "Note", "ref_docname": "x", "user": "Administrator"}
		)
		others.db_insert()
		for job in ({"method": "frappe.ping"}, {"method": self.RUN, "kwargs": {"job_type": "frappe.ping"}}):
			self.assertEqual(frappe.call(*self._task(), transaction_type="job", **job), 0)
		for job in (
			{"method": self.RUN, "kwargs": {"job_type": self.MAILS}},
			{"method": self.MAILS, "kwargs": {}},
		):
			frappe.call(*self._task(), transaction_type="job", **job)
		kept = {name for name in (stays, goes, others.name) if frappe.db.exists(followers.FOLLOW, name)}
		self.assertEqual(kept, {stays, others.name})

	def _task(self) -> list[str]:
		own = f"{followers.__name__}.{followers.end_out_of_reach.__name__}"
		return [path for path in frappe.get_hooks("before_job") if path == own]
