"""Every form that a role may begin can be filled and saved by it, in the browser, in Chinese.

A mandatory field that is hidden or has nothing to choose from stops the browser before anything is sent; no test of the
server sees it. Of those who may begin a form two do, in turn, and with `--whole` all of them. Last of the files here: what
it writes stays.
"""

from __future__ import annotations

import json
import os
import time
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import choice

import pytest
from forms import NotFilled, Recipe, begin, fill_and_save

APP = Path(__file__).resolve().parents[2] / "campus_safety"
# one account of each role; those of one role have other classes only
ACCOUNTS = (
	"counsellor",
	"adviser",
	"mentor",
	"psychhead",
	"psychteacher",
	"dorm",
	"lead",
	"affairs",
	"security",
	"safety",
	"office",
	"academic",
	"logistics",
	"itcentre",
	"hr",
	"quality",
	"sysadmin",
)
ON_THE_PHONE = {
	"counsellor": (
		"Campus Heart Talk",
		"Campus Parent Contact",
		"Campus Parent Meeting",
		"Campus Home Visit",
		"Campus Dorm Visit",
		"Campus Risk Ledger",
		"Campus Leave Permit",
		"Campus Absence Case",
	),
	"dorm": ("Campus Dorm Visit", "Campus Absence Case", "Campus Stay Registration"),
}


def at(days: int, hour: int = 8):
	"""A moment counted from today, when the form is filled."""
	return lambda: (datetime.now() + timedelta(days=days)).strftime(f"%Y-%m-%d {hour:02}:00:00")


def on(days: int, spread: int = 0):
	"""A day; with `spread` another one each time, for what may stand only once on a day."""
	return lambda: (datetime.now() + timedelta(days=days + choice(range(spread + 1)))).strftime("%Y-%m-%d")


def any_of(numbers: range, text: str = "{}"):
	return lambda: text.format(choice(numbers))


class Term:
	"""Sixty days far ahead, another term each time."""

	def first(self) -> str:
		self.begins = 9000 + 70 * choice(range(300))
		return on(self.begins)()

	def last(self) -> str:
		return on(self.begins + 60)()


TERM = Term()
WITHOUT_LAYOUT = (
	"Campus Class Absence",
	"Campus Dormitory",
	"Campus Gate Device",
	"Campus Public Holiday",
	"Campus Return Point",
	"Campus Staff Qualification",
	"Campus Stay Registration",
	"Campus Trace Exclusion",
)
LEDGER_ROW = {"columns": {"label": "序号", "kind": "Number"}}
# what nobody can guess from the form alone; a form that needs much here is a bad form
RECIPES: dict[str, Recipe] = {
	"Campus Absence Case": Recipe(tries=20),  # whoever is searched for already has one
	"Campus Care Plan": Recipe(tries=20),  # one at a time
	"Campus Counselling Shift": Recipe(
		{"date": on(1, 200), "from_time": "10:00:00", "to_time": "12:00:00"}, tries=9
	),
	"Campus Key Feedback": Recipe({"attention_points": 1}),
	"Campus Crisis Case": Recipe(tries=20),  # who has an open one gets no second
	"Campus Hidden Officer": Recipe({"officer": "2026010101"}),  # somebody there is; the app adds the name
	"Campus Medical Support": Recipe(
		{
			"consent_by": "Guardian",
			"away_from": on(0),
			"away_until": on(3),
			"medication_reminder": "Not Needed",
		},
		tries=20,
	),  # one at a time
	"Campus Study Suspension": Recipe(
		{"from_date": on(0), "until_date": on(180), "review_starts_on": on(150)}, tries=20
	),  # one at a time
	"Campus Safety Plan": Recipe(tries=20),  # one a student
	"Campus Psych Analysis Report": Recipe(tries=9),  # one a term
	"Campus Screening Import": Recipe({"file": "file:普测.csv"}),
	"Campus Dormitory": Recipe({"dormitory_type": "Building"}),
	"Campus Duty Rule": Recipe(
		{
			"evidence_doctype": "Campus Heart Talk",
			"subject_field": "student",
			"time_field": "talk_time",
			"responsible_position": "Counsellor",
			"enabled": 0,
		}
	),
	"Campus Gate Import": Recipe({"file": "file:门禁.csv"}),
	"Campus Alert Kind": Recipe({"enabled": 0}),
	"Campus Duty Roster": Recipe(tries=20),
	"Campus Ledger Layout": Recipe(
		{"document_type": lambda: choice(WITHOUT_LAYOUT)}, LEDGER_ROW, ("order_by",), tries=9
	),
	"Campus Emergency Drill": Recipe({"planned_at": at(3), "building": "search:1号楼"}),
	"Campus Emergency Plan": Recipe({"review_due": on(300)}),
	"Campus Incident Clock": Recipe(tries=9),
	"Campus Leave Permit": Recipe({"from_time": at(9, 8), "to_time": at(9, 12)}, tries=20),
	"Campus Off Campus Residence": Recipe({"from_date": on(0), "to_date": on(30)}, tries=20),
	"Campus Home Visit": Recipe({"visit_date": on(1, 60)}, tries=20),
	"Campus Risk Ledger": Recipe(tries=20),
	"Campus Safety Hazard": Recipe(
		{"category": "search:制度"}
	),  # of the others a photo is taken (test_hazard.py)
	"Campus Prohibited Item": Recipe({"holder": "校外人员"}, tries=9),  # the witness is somebody else
	"Campus Patrol Slot": Recipe({"from_time": "10:10:00", "to_time": "10:40:00", "points": None}),
	"Campus Appeal Ticket": Recipe(leave=("about_others",)),  # accounts, a line each
	"Campus Policy Assessment": Recipe(
		leave=("legality_review", "decision_note", "evaluation")
	),  # in their turn
	"Campus Police Push": Recipe({"nil_return": 1, "nil_review": "逐班核对，没有需要推送的学生"}),
	"Campus Warning Rule": Recipe(
		{"expires_on": on(90)},
		{
			"signals": {
				"evidence_doctype": "Campus Class Absence",
				"student_field": "student",
				"time_field": "class_time",
			}
		},
	),
	"Campus Report Round": Recipe({"period_from": on(-30), "period_to": on(0), "deadline": at(5)}),
	"Campus Network Assignment": Recipe(
		{"level": "Class", "position": "Liaison Cadre", "unit": "search:2601班", "holder_user": "search:马强"}
	),
	"Campus Network Position": Recipe({"at_class": 1}),
	"Campus Public Holiday": Recipe({"date": on(400, 9000)}),
	"Campus Risk Level": Recipe({"rank": any_of(range(100, 9000))}),
	"Campus Spot Check": Recipe(
		{"unit": "search:信息工程", "period_from": on(-90), "period_to": on(0)}, tries=9
	),
	"Campus Staff Qualification": Recipe(tries=9),
	"Campus Student": Recipe({"student_no": any_of(range(10**6, 10**7), "T{}")}),
	"Campus Stay Registration": Recipe({"from_date": on(60), "to_date": on(61)}, tries=20),
	# without an ERP on the demo's site a directory is what can be mapped
	"Campus Host Mapping": Recipe({"subject": "Staff", "system": "DingTalk", "corp_id": "ding00000000"}),
	"Campus CCTV Review": Recipe({"view_from": at(-1, 8), "view_to": at(-1, 10)}),
	"Campus Opinion Item": Recipe({"url": "https://weibo.example/1"}),
	"Campus Dispute Case": Recipe(
		rows={
			"parties": [
				{"side": "First Side", "who": "周边商户张某"},
				{"side": "Second Side", "who": "外卖骑手李某"},
			]
		}
	),
	"Campus Staff Import": Recipe({"file": "file:教职工.csv", "mail_domain": "demo.campus"}),
	"Campus Student Import": Recipe({"file": "file:学生.csv"}),
	"Campus Term": Recipe(
		{"term_name": any_of(range(10**6), "试填 {}"), "start_date": TERM.first, "end_date": TERM.last}
	),
}
FILES = {
	"门禁.csv": "学号,时间,方向,设备\n2026010101,2026-11-20 21:00:00,进,1号楼\n",
	"教职工.csv": "工号,姓名,岗位,负责范围\nT990001,试填师,导师,软件技术2601班\n",
	"普测.csv": "学号,姓名,PHQ-9总分\n2026010101,试填生,3\n",
	"学生.csv": "学号,姓名,性别,班级\n2026990001,试填生,男,软件技术2601班\n",
}
# filled by tests of their own: a handover is of what one answers for, one at a time, and one asks for a student who came from
# another class (test_handover.py, its records' tests), a paper belongs to a student with an open crisis case (test_crisis.py), an
# assessment to one on leave (tests/crisis), who walks in has one hour, and a note's risk question is folded into its encrypted
# text (tests/counselling); who files an abnormal report does not read it back (test_report.py)
ELSEWHERE = (
	"Campus Parent Risk Notice",
	"Campus Responsibility Transfer",
	"Campus Resumption Assessment",
	"Campus Counselling Appointment",
	"Campus Session Note",
	"Campus File Handover",
	"Campus Case Request",
	"Campus Abnormal Report",
)
# academic: by role alone they may write them, yet they reach no student until an assignment names whom
NOT_BY = {
	"academic": ("Campus Class Absence", "Campus Mentor List"),
	# the first asks for a channel that speaks to persons, the demo has none; of the other there is one for each list and system
	"sysadmin": ("Campus Message Address", "Campus Host Mapping"),
}
AT_ONCE = 2
CREATABLE = """frappe.boot.user.can_create.filter((name) => name.startsWith("Campus ")).sort()"""


@lru_cache(maxsize=1)
def may_begin(accounts) -> dict[str, list[str]]:
	"""{DocType: accounts of ACCOUNTS whose role may begin it}, as the DocTypes' own files say."""
	found = {}
	for path in sorted(APP.glob("*/doctype/*/*.json")):
		doctype = json.loads(path.read_text("utf-8"))
		if doctype.get("doctype") != "DocType" or doctype.get("istable") or doctype.get("issingle"):
			continue
		creating = {
			row["role"] for row in doctype["permissions"] if row.get("create") and not row.get("permlevel")
		}
		found[doctype["name"]] = [name for name in ACCOUNTS if accounts[name].role in creating]
	return found


def has_turn(accounts, account: str, doctype: str) -> bool:
	"""Does this account fill this form now? Two of those who may do, others for the next form."""
	creators = may_begin(accounts)[doctype]
	place = sum(map(ord, doctype))
	turn = (creators.index(account) - place) % len(creators) if account in creators else 0
	return turn < AT_ONCE or bool(os.environ.get("CAMPUS_WHOLE_WALKS"))


def walk(window, doctypes) -> dict[str, str]:
	"""{DocType: why its form could not be saved}; how long each took is printed."""
	stuck = {}
	begin(window)
	for doctype in doctypes:
		begun = time.monotonic()
		try:
			fill_and_save(window, doctype, RECIPES.get(doctype, Recipe()), FILES)
		except NotFilled as reason:
			stuck[doctype] = str(reason)
			window.shot(f"stuck-{doctype}")
		print(f"{doctype}: {time.monotonic() - begun:.1f} s {stuck.get(doctype, '')}")
	return stuck


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_form_can_be_filled_and_saved(desk, accounts, account):
	window = desk(account)
	window.expect_errors("Traceback")  # a refusal is told with the form that it belongs to
	window.open("/app/campus-my-workbench")
	creatable = window.page.evaluate(CREATABLE)
	assert creatable, f"{account} may begin nothing: leave them out of ACCOUNTS"
	doctypes = [each for each in creatable if each not in (*ELSEWHERE, *NOT_BY.get(account, ()))]
	assert walk(window, [each for each in doctypes if has_turn(accounts, account, each)]) == {}


@pytest.mark.parametrize("account", ON_THE_PHONE)
def test_those_written_on_a_phone_can_be_saved_there(desk, account):
	window = desk(account, phone=True)
	window.expect_errors("Traceback")  # a refusal is told with the form that it belongs to
	window.open("/app/campus-my-workbench")
	assert walk(window, ON_THE_PHONE[account]) == {}
