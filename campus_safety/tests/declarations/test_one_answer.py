"""One answer per fact (architecture.md): what has a function of its own is not restated beside it.

Each line of ONLY names text that stands in these files alone.
"""

from pathlib import Path
from unittest import TestCase

import campus_safety

PACKAGE = Path(campus_safety.__file__).parent
ONLY = (
	# how somebody is told
	(
		'"Notification Log"',
		{"access/pointers.py", "engines/messages/outbox.py"},
	),  # who may see it; who writes it
	("outbox.notify(", {"engines/messages/telling.py"}),
	# in which language: the reader's; parents read Chinese whatever their phone says; a request by API key on v15
	(
		"local.lang =",
		{"engines/messages/telling.py", "api/leave.py", "www/campus_parent.py", "access/requests.py"},
	),
	# who is at school
	('("Enrolled", "Internship"', {"records/students.py"}),
	# which leaves were granted: also those that are over
	("GRANTED = (", {"domain/leave/permits.py"}),
	# who has a role
	(
		'DocType("Has Role")',
		{
			"records/posts.py",
			"engines/duties/filters.py",  # as part of a rule's own query
		},
	),
)


def is_app(path: Path) -> bool:
	parts = path.relative_to(PACKAGE).parts
	return not ("tests" in parts or "node_modules" in parts or path.name.startswith("test_"))


class TestOneAnswer(TestCase):
	def test_it_stands_where_it_belongs_and_nowhere_else(self) -> None:
		texts = {
			str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8")
			for path in PACKAGE.rglob("*.py")
			if is_app(path)
		}
		for text, files in ONLY:
			with self.subTest(text):
				self.assertEqual({name for name, content in texts.items() if text in content}, files)
