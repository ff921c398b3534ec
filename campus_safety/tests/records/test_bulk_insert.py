"""Many rows at once: whatever a text holds comes back as it was, the same in every row or not."""

from datetime import datetime
from unittest.mock import patch

import frappe

from campus_safety.domain.seal.leaf import canonical, plain
from campus_safety.engines.seal import content
from campus_safety.engines.sets.bulk_insert import insert_rows, upsert_rows
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

TODO, TALK = "ToDo", "Campus Heart Talk"
WORDS = (
	'它\'s 50% \\ 100%s %(name)s `b` "q" {0} ; -- x',
	"'); drop table `tabToDo`; --",
	"\\' or 1=1",
	"换行\n第二行\t",
	"",
	"😀 𠮷",
)
COLUMNS = ("name", "creation", "modified", "owner", "modified_by", "description")
NOW = datetime(2026, 11, 30, 9, 0)


def lines(word: str, number: int = 3) -> list[tuple]:
	"""Names that differ, and one text in all rows."""
	return [(f"bulk-{place}", NOW, NOW, "Administrator", "Administrator", word) for place in range(number)]


class TestBulkInsert(CampusTestCase):
	def read(self) -> list[str]:
		return frappe.get_all(TODO, {"name": ("like", "bulk-%")}, order_by="name", pluck="description")

	def test_a_text_that_is_the_same_in_every_row(self) -> None:
		for word in WORDS:
			with self.subTest(word):
				insert_rows(TODO, COLUMNS, lines(word))
				self.assertEqual(self.read(), [word] * 3)
				frappe.db.delete(TODO, {"name": ("like", "bulk-%")})

	def test_beside_texts_that_are_not(self) -> None:
		rows = [(*lines("x")[0][:5], word) for word in WORDS]
		rows = [(f"bulk-{place}", *row[1:]) for place, row in enumerate(rows)]
		insert_rows(TODO, COLUMNS, rows)
		self.assertEqual(self.read(), list(WORDS))
		upsert_rows(TODO, COLUMNS, lines(WORDS[0], len(WORDS)), ("description",))
		self.assertEqual(self.read(), [WORDS[0]] * len(WORDS))


class TestContents(CampusTestCase):
	def test_of_many_rows_the_content_is_that_of_each(self) -> None:
		unit = make.make_unit("封存2601班", "Class", make.make_unit("封存学院", "College"))
		talks = [make.make_talk(make.make_student(f"BK26{number:02}", unit)) for number in range(4)]
		frappe.db.set_value(TALK, talks[0].name, "online_reason", "只有这一条有")
		names, layout = [talk.name for talk in talks], content.get_layout(TALK)
		one_by_one = {name: content.read_contents(TALK, [name], layout)[name] for name in names}
		with patch.object(content, "MANY", 2):
			at_once = content.read_contents(TALK, names, layout)
		for name in names:
			self.assertEqual(canonical(at_once[name]), canonical(one_by_one[name]))

	def test_a_moment_is_spelt_as_it_always_was(self) -> None:
		unit = make.make_unit("封存2602班", "Class", make.make_unit("封存学院", "College"))
		talk = make.make_talk(make.make_student("BK2690", unit))
		read = content.read_contents(TALK, [talk.name], content.get_layout(TALK))[talk.name]
		stored = frappe.db.get_value(TALK, talk.name, ["creation", "talk_time"])
		self.assertEqual([read["creation"], read["talk_time"]], [plain(moment) for moment in stored])
