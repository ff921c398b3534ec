"""Words that the framework and its other apps use, too: our Chinese for them must stay on our own records.

A translation without a context is everybody's: "Closed" as 已销号 would stand on every ToDo of the site. So a word of the
hosts is asked for with a context (the DocType's, or one of ours), and only rows with that context hold its Chinese.
`setup.translations` and `tests/declarations/test_translations.py` both ask here.
"""

import csv
from functools import cache
from pathlib import Path

import frappe

# Common words of ERPNext, HRMS and Education that mean something else there: a Campaign sells, a Weight is in kilograms,
# a Night is booked. Their tables are not on this machine; what is added here is looked for like the rest.
ELSEWHERE = {
	"Closed On",
	"Full-time",
	"In Time",
	"Is Group",
	"Late Entries",
	"Late Entry",
	"Leave Ledger",
	"Leave Type",
	"On Duty",
	"Raised By",
	"Reference DocType",
}.union(
	"""
	At Authority Begin Begun Broken By Campaign Carries Case Cases Cleared Closing Compared Contractor Copied Counts Days Decline
	Declined Deductions Done Drawn Due Ended Entries Events Expected Fact Filed Form General Grade Guardian Halted Hours
	Ignore Interviewer Invited Late Layout Leaves Measure Medical Meetings Met Missing Moved Night Out Outside Position Present Raised Rank Reached Record
	Records Released Requested Responsible Returned Root Running Schedule Scope Session Settled Short Sitting Support
	Suspended Taken Targeted Teacher Team Topic Transferred Weight Where Whole Withdrawn Words some
	""".split()
)
# {a text: why ours stands in place of the framework's on every screen}. All of them are the framework's own sentences,
# shown on our forms by the framework itself, without a context; its Chinese for them is no Chinese.
IN_ITS_PLACE = {
	"Jump to field": "跳到现场 is a jump to the scene of an accident",
	"Mandatory fields required in table {0}, Row {1}": "words in the order of the English, which nobody can read",
	"Mandatory fields required in {0}": "words in the order of the English, which nobody can read",
	"Missing Fields": "丢失的字段 is a loss of data; nothing was lost",
	"Public": "公 alone is half a word; v16 has 公共 itself",
	"{0} M": "a letter: months",
	"{0} d": "a letter: days",
	"{0} m": "{0}米 are metres; minutes are meant",
	"{0} w": "a letter: weeks",
	"{0} y": "a letter: years",
}


@cache
def of_the_framework() -> dict[str, str]:
	"""{English: Chinese} of the installed framework; empty where it keeps its Chinese in another way (v16)."""
	table = Path(frappe.__file__).resolve().parent / "translations" / "zh.csv"
	if not table.is_file():
		return {}
	with table.open(encoding="utf-8", newline="") as lines:
		rows = [tuple([*row, "", ""][:3]) for row in csv.reader(lines) if row]
	return {source: chinese for source, chinese, context in rows if not context}


def changes_a_host(source: str, chinese: str) -> bool:
	"""Whether `chinese`, said without a context, would be read on somebody else's screen in place of their own word."""
	if source in IN_ITS_PLACE:
		return False
	return source in ELSEWHERE or of_the_framework().get(source, chinese) != chinese


def is_a_hosts(source: str) -> bool:
	"""Whether somebody else says this word, too: its Chinese is written for each context of ours."""
	return source in ELSEWHERE or source in of_the_framework()
