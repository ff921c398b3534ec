"""Words that the framework and its other apps use, too: our Chinese for them must stay on our own records.

A translation without a context is everybody's: "Closed" as 已销号 would stand on every ToDo of the site. So a word of the
hosts is asked for with a context (the DocType's, or one of ours), and only rows with that context hold its Chinese.
`setup.translations` and `tests/declarations/test_translations.py` both ask here.
"""

import csv
from functools import cache
from pathlib import Path

import frappe

from campus_safety.setup.risk import RISK_LEVELS

# Words of ERPNext, HRMS and Education that mean something else there, or are said otherwise: a Campaign sells, an Item is goods,
# a Weight is in kilograms. Their tables are not on this machine: all that ERPNext 15.71 and HRMS 15.48 say otherwise stand here
# (1 December 2026). What is added is looked for like the rest.
ELSEWHERE = {
	"Applies To",
	"Checked On",
	"Closed On",
	"Contact Person",
	"Ends On",
	"Expires On",
	"Full-time",
	"Guardian Name",
	"Home Address",
	"In Time",
	"In Words",
	"Is Group",
	"Late Entries",
	"Late Entry",
	"Leave Ledger",
	"Leave Type",
	"No Answer",
	"No Show",
	"Not Applicable",
	"Note: {0}",
	"Old Parent",
	"On Duty",
	"On Leave",
	"Portal User",
	"Raised By",
	"Received By",
	"Received On",
	"Reference DocType",
	"Student Name",
	"Term Name",
	"Total Score",
}.union(
	"""
	Academic Accepted Accounts Applied Appointments Approve Area Assessment At Attendance Authority Begin Begun Benefit Book Both Broken By Calls Campaign
	Carries Case Cases Certificate Chapter Cleared Closing Compared Complaint Complaints Consultation Consulting Contractor Copied Correct Counts Days
	Decline Declined Deductions Delivery Done Drawn Due Education Ended Enrolled Entries Evaluation Events Expected Fact Filed Finish For Forecast Form
	Frozen General Grade Groups Guardian Guardians Halted Holiday Holidays Hospital Hour Hours Ignore Inspection Interviewer Invited Issue Item Items Jobs
	Join Lapsed Late Layout Leave Leaves Ledger Lock Manual Materials Measure Medical Medication Meetings Met Missed Missing Moved Night Normal Number
	Others Out Outside Parties Plan Planned Position Present Problem Qualification Qualified Question Raised Rank Reached Reason Receipt Record Records
	Registered Reject Relation Released Reminder Requested Requirement Resolved Responsible Result Return Returned Root Running Schedule Scope Score
	Secret Session Settled Shift Short Signed Sitting Students Support Suspended Taken Targeted Tasks Teacher Team Terms Topic Topics Training Transferred
	Unknown Until Urgent Visited Visits Weekday Weight Where Whole Withdrawn Words some
	""".split()
)
# {a text: why ours stands in place of the framework's on every screen}. All of them are the framework's own sentences,
# shown on our forms by the framework itself, without a context; its Chinese for them is no Chinese.
IN_ITS_PLACE = {
	"Edit Full Form": "编辑全称 is the editing of a full name",
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
# shown by every link to one, without a context: ERPNext has the fruit for one of them, and two letters where ours are one
NAMES_OF_LEVELS = frozenset(level["name"] for level in RISK_LEVELS)


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
	if source in IN_ITS_PLACE or source in NAMES_OF_LEVELS:
		return False
	return source in ELSEWHERE or of_the_framework().get(source, chinese) != chinese


def is_a_hosts(source: str) -> bool:
	"""Whether somebody else says this word, too: its Chinese is written for each context of ours."""
	return source in ELSEWHERE or source in of_the_framework()
