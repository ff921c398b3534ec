"""Every list, count, report, workbench and start page of eight offices: no query reads a growing table for want of an index.

With the rows of a few people the database may read a small table whole all the same; what it could have used is what counts here.
"""

import frappe
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.calendar import get_term_on
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.bases.asked import ALLOWED, get_unindexed, listening, questions

OFFICES = (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.QUALITY_OFFICE)
POSTS = {
	"Counsellor": (r.COUNSELLOR, "Class"),
	"College Lead": (r.COLLEGE_LEAD, "College"),
	"Dorm Manager": (r.DORM_MANAGER, "Dormitory"),
}


class TestExplained(CampusTestCase):
	def set_up_once(self) -> None:
		school = make.make_unit("索引测试学院", "School")
		college = make.make_unit("索引测试信息学院", "College", school)
		class_ = make.make_unit("索引测试2601班", "Class", college)
		building = make.make_dormitory("索引测试楼", "Building")
		make.make_term()
		make.make_student("IX001", class_)
		places = {
			"Class": {"unit": class_},
			"College": {"unit": college},
			"Dormitory": {"dormitory": building},
		}
		self.users = [
			make.make_user(f"index-{number}@bench.test", role) for number, role in enumerate(OFFICES)
		]
		for number, (position, (role, level)) in enumerate(POSTS.items()):
			user = make.make_user(f"index-post-{number}@bench.test", role)
			make.assign(user, position, level, **places[level])
			self.users.append(user)

	def test_no_query_is_without_an_index(self) -> None:
		day, found, asked = nowdate(), {}, 0
		for user in self.users:
			for label, ask in questions(user, day, get_term_on(day)):
				queries: list = []
				with listening(queries):
					try:
						ask()
					except frappe.PermissionError:
						continue  # not theirs to see
				asked += 1
				for fault in get_unindexed(queries):
					if not any(part.search(fault) for part, _why in ALLOWED):
						found.setdefault(fault, label)
		self.assertGreater(asked, 300)
		self.assertFalse(found, "\n".join(f"{label}: {fault}" for fault, label in sorted(found.items())))

	def test_it_would_be_seen(self) -> None:
		queries: list = []
		with listening(queries):
			frappe.db.sql("select name from `tabCampus Heart Talk` where content = 'x'")
			frappe.db.sql("select name from `tabCampus Heart Talk` where student = 'x'")
		self.assertEqual(len(get_unindexed(queries)), 1)
