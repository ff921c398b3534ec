"""One answer per fact (architecture.md): what has a function of its own is not restated beside it.

Each line of ONLY names text that stands in these files alone.
"""

import re
from pathlib import Path
from unittest import TestCase

import campus_safety

PACKAGE = Path(campus_safety.__file__).parent
BARE_STATUS = re.compile(r"\b_\((?:\w+\.)+status\)")
ONLY = (
	# how somebody is told
	(
		'"Notification Log"',
		{"access/pointers.py", "engines/messages/outbox.py", "setup/removal.py"},
	),  # who may see it; who writes it; what an uninstall takes along
	("outbox.notify(", {"engines/messages/telling.py"}),
	# in which language: the reader's; parents read Chinese whatever their phone says; a request by API key on v15
	(
		"local.lang =",
		{"engines/messages/telling.py", "api/leave.py", "www/campus_parent.py", "access/requests.py"},
	),
	# one job for many changes: the framework's own way queues a copy for each (engines/sets/jobs)
	("enqueue_after_commit", set()),
	("deduplicate=", {"engines/duties/run.py", "services/warning/run.py"}),
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

	def test_a_status_is_worded_as_its_own_document_words_it(self) -> None:
		"""Pending is 待处理 here and 待审批 there: a status without its document is another document's word."""
		found = {
			str(path.relative_to(PACKAGE)): BARE_STATUS.findall(path.read_text(encoding="utf-8"))
			for path in PACKAGE.rglob("*.py")
			if is_app(path)
		}
		self.assertEqual({name: texts for name, texts in found.items() if texts}, {})
