"""What lint calls, and which first lines of a commit's message it lets pass."""

import pytest

from sandbox.cli import parse
from sandbox.commit_message import LONGEST, check_message, faults
from sandbox.layout import Layout
from sandbox.linting import TYPES, checks, repairs

WRITING = {"--fix", "--write"}


def test_a_check_changes_no_file_and_its_repair_does(tmp_path):
	layout = Layout(tmp_path)
	mended = ["ruff check", "ruff format", "eslint", "prettier"]
	assert list(checks(layout)) == [*mended, TYPES]
	assert list(repairs(layout)) == mended
	for name, command in checks(layout).items():
		assert not WRITING.intersection(command), name
	for name, command in repairs(layout).items():
		assert "--check" not in command, name
		assert name == "ruff format" or WRITING.intersection(command), name


def test_lint_mends_only_when_asked():
	assert parse(["lint"]).fix is False
	assert parse(["lint", "--fix"]).fix is True


@pytest.mark.parametrize(
	"subject",
	[
		"fix: a list is drawn although our hook failed",
		"feat(presence): the ladder climbs",
		"refactor(public-js)!: one el()",
		"Merge branch 'javascript'",
		'Revert "feat: the ladder climbs"',
		"fix: " + "x" * (LONGEST - 5),
	],
)
def test_a_good_subject(subject):
	assert faults(subject) == []


@pytest.mark.parametrize(
	("subject", "fault"),
	[
		("mended the list", "begins with"),
		("fixed: the list", "begins with"),
		("fix:the list", "begins with"),
		("fix: the list; test: the list", "semicolon"),
		("fix: 列表；测试", "semicolon"),
		("fix: " + "x" * (LONGEST - 4), "characters"),
		("fix: the list is drawn.", "full stop"),
		("", "begins with"),
	],
)
def test_a_bad_subject(subject, fault):
	assert any(fault in found for found in faults(subject)), faults(subject)


def test_only_the_first_line_counts(tmp_path):
	message = tmp_path / "COMMIT_EDITMSG"
	message.write_text("# of git\nfix: the list\n\nIt was empty; now it is drawn.\n", "utf-8")
	assert check_message(message) == []
	message.write_text("", "utf-8")
	assert check_message(message)
