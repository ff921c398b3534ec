"""From a first sign to lessons learned, each step by its own role: a report without a name, the warning it gives, the ledger, the
crisis, the incident, its review, the case of who answers, and the dossier that a stranger's Python verifies.

What a person does is done on the screen. A rule, and the checkpoint of the night, come by the server.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta

import pytest
from chinese import zh
from conftest import PHONE, ROOT
from http_client import Refused
from playwright.sync_api import expect
from test_emergency import panel

REPORT, WARNING, RULE = "Campus Abnormal Report", "Campus Early Warning", "Campus Warning Rule"
LEDGER, CRISIS, INCIDENT = "Campus Risk Ledger", "Campus Crisis Case", "Campus Emergency Incident"
REVIEW, CASE, CHECKPOINT = "Campus Incident Review", "Campus Accountability Case", "Campus Seal Checkpoint"
CLASS = "软件技术2601班"
TOKEN = secrets.token_hex(3)
SECTIONS = (
	"basic_facts", "emergency_handling", "aftercare", "education_duties", "opinion_control", "responsibility",
	"causes", "improvements",
)  # fmt: skip
PATIENCE = 90  # seconds for a worker of a busy machine


@pytest.fixture
def rule(sessions):
	"""One report is enough: switched on for this story alone."""
	affairs = sessions("affairs")
	made = affairs.insert(
		RULE,
		rule_name=f"一次上报即预警{TOKEN}",
		act="当天见到本人",
		enabled=1,
		expires_on=str(date.today() + timedelta(days=30)),
		owner_position="Counsellor",
		load_budget=50,
		threshold=1,
		level="Attention",
		signals=[
			{
				"evidence_doctype": REPORT,
				"student_field": "student",
				"time_field": "occurred_on",
				"window_days": 2,
				"min_count": 1,
				"weight": 1,
				"half_life_days": 0,
			}
		],
	)
	yield made["name"]
	affairs.save({**affairs.get(RULE, made["name"]), "enabled": 0})


def test_from_a_first_sign_to_lessons_learned(new_context, desk, sessions, rule, tmp_path):
	student = unknown_student(sessions)
	tell_without_a_name(new_context, student)
	report = take(desk("safety"), sessions, student)
	counsellor = desk("counsellor")
	warning = wait_for(
		lambda: sessions("counsellor").list(WARNING, {"rule": rule, "student": student["name"]})
	)
	ledger = confirm(counsellor, warning[0]["name"])
	file_ledger(counsellor, desk("lead"), ledger)
	incident = find_in_danger(counsellor, sessions, student)
	security = desk("security", phone=True)
	end(security, incident)
	review = sessions("security").list(REVIEW, {"incident": incident})[0]["name"]
	learn(desk("security"), desk("leader"), sessions, review)
	case = judge(desk("discipline"), desk("leader"), sessions, incident)
	verify(desk("safety"), sessions, student, tmp_path)

	states = {
		REPORT: (report, "safety", "Accepted"),
		LEDGER: (ledger, "lead", "Filed"),
		INCIDENT: (incident, "security", "Reviewed"),
		REVIEW: (review, "security", "Approved"),
		CASE: (case, "discipline", "Executed"),
	}
	found = {
		name: sessions(who).get(name, record)["status"] for name, (record, who, _state) in states.items()
	}
	assert found == {name: state for name, (_record, _who, state) in states.items()}
	with pytest.raises(Refused):  # whoever answers learns nothing of the case here
		sessions("counsellor").list(CASE)


def unknown_student(sessions) -> dict:
	"""Of whom nothing is open: a report about others would join what is there."""
	taken = {
		row["student"]
		for who, doctype in (("psychhead", LEDGER), ("psychhead", CRISIS), ("safety", REPORT))
		for row in sessions(who).list(doctype, fields=("student",), limit=0)
	}
	students = sessions("counsellor").list(
		"Campus Student", {"unit": CLASS, "status": "Enrolled"}, ("name", "student_name"), limit=0
	)
	return next(student for student in students if student["name"] not in taken)


def wait_for(find):
	until = time.monotonic() + PATIENCE
	while time.monotonic() < until:
		if found := find():
			return found
		time.sleep(0.5)
	raise AssertionError("the worker made nothing")


def tell_without_a_name(new_context, student: dict) -> None:
	context = new_context(**PHONE)
	page = context.new_page()
	page.goto("/campus-report")
	page.get_by_role("button", name="匿名上报").click()
	page.get_by_label("发生了什么？").fill(f"连着几天不去上课，晚上一个人坐在操场看台（{TOKEN}）")
	page.get_by_label("涉及谁？（知道的话）").fill(f"{CLASS} {student['student_name']}")
	page.get_by_label("在哪里？").fill(f"操场{TOKEN}")
	page.get_by_role("button", name="发送", exact=True).click()
	code = page.locator("p.code").inner_text()
	page.get_by_label("照您记下的输入一次回执码").fill(code)
	page.get_by_role("button", name="我已记下").click()
	expect(page.locator(".notice")).to_contain_text("谢谢")
	context.close()


def take(window, sessions, student: dict) -> str:
	"""Whoever takes reports knows the student."""
	name = sessions("safety").list(REPORT, {"place": f"操场{TOKEN}"})[0]["name"]
	window.open_form(REPORT, name)
	window.choose("student", student["name"])
	window.save()
	window.act(zh("Take the Report"))
	assert window.document()["student"] == student["name"]
	return name


def confirm(window, warning: str) -> str:
	window.open_form(WARNING, warning)
	window.page.get_by_role("button", name=zh("Confirm: Risk Ledger")).click()
	dialog = window.page.locator(".modal.show")
	dialog.locator("textarea").fill("三天没来上课，宿舍里不说话，愿意谈")
	dialog.locator(".btn-modal-primary").click()
	window.page.wait_for_function("doctype => window.cur_frm && cur_frm.doctype === doctype", arg=LEDGER)
	window.settle()
	return window.document()["name"]


def file_ledger(counsellor, lead, ledger: str) -> None:
	counsellor.page.evaluate(
		"cur_frm.add_child('measures', { measure: '每天见一面', type: 'Support', due: '2099-01-01' })"
	)
	counsellor.save()
	lead.open_form(LEDGER, ledger)
	lead.act(zh("File Ledger"))
	lead.page.wait_for_function("cur_frm.doc.status === 'Filed'")


def find_in_danger(window, sessions, student: dict) -> str:
	"""Danger now opens the incident by itself."""
	window.new_form(CRISIS)
	window.choose("student", student["name"])
	window.page.locator('.form-page:visible [data-fieldname="danger_now"] input').first.check()
	window.select("crisis_level", "Severe")
	window.type("basis", "同学来电：人在看台上，说不想活了，室友陪着")
	window.save()
	assert not window.document().get("__islocal"), window.visible_text()
	filters = [
		["Campus Incident Person", "student", "=", student["name"]],
		[INCIDENT, "status", "=", "Received"],
	]
	return sessions("security").list(INCIDENT, filters)[0]["name"]


def end(window, incident: str) -> None:
	"""One page for whoever commands: taken, everybody told, the family, the first report, to its end."""
	window.open_form(INCIDENT, incident)
	window.act(zh("Take Command"))
	board = panel(window)
	board.get_by_role("button", name="已告知家长").click()
	in_dialog(window, note="母亲接到电话，正在赶来")
	board.get_by_role("button", name="首报").click()
	in_dialog(window, known="操场看台，学生情绪激动，辅导员和室友在场", not_yet_known="原因")
	told = board.get_by_role("button", name="已告知", exact=True)
	while told.count():
		told.first.click()
		in_dialog(window, whom="值班人员")
	for action in ("Begin Response", "Bring Under Control", "End the Incident"):
		window.act(zh(action))
	window.page.get_by_role("button", name="是", exact=True).click()  # the end is asked about
	window.page.wait_for_function("cur_frm.doc.status === 'Ended'")
	window.shot("story-ended", full_page=True)


def in_dialog(window, **values: str) -> None:
	dialog = window.page.locator(".modal.show")
	for field, text in values.items():
		dialog.locator(f'[data-fieldname="{field}"]').locator("textarea, input").first.fill(text)
	dialog.locator(".btn-modal-primary, .btn-primary").first.click()
	window.page.wait_for_function("!document.querySelector('.modal.show')")
	window.settle()


def learn(writer, leader, sessions, review: str) -> None:
	writer.open_form(REVIEW, review)
	for field in SECTIONS:
		writer.type(field, f"已写明{TOKEN}")
	unit = sessions("security").list("Campus Unit", {"unit_type": "Department"}, ("name", "unit_name"))[0]
	due = str(date.today() + timedelta(days=20))
	writer.page.evaluate(
		"row => cur_frm.add_child('actions', row)",
		{"action": "看台晚间巡查，楼层装呼叫按钮", "responsible_unit": unit["name"], "due": due},
	)
	writer.save()
	writer.act(zh("Submit the Review"))
	writer.page.wait_for_function("cur_frm.doc.status === 'Submitted'")
	leader.open_form(REVIEW, review)
	leader.act(zh("Approve the Review"))
	leader.page.wait_for_function("cur_frm.doc.status === 'Approved'")
	leader.shot("story-review", full_page=True)


def judge(office, leader, sessions, incident: str) -> str:
	"""Found to have done their duty: heard first, judged by one, approved by another who has read it."""
	office.new_form(CASE)
	office.choose("incident", incident)
	office.type("clue", f"复盘要求核实辅导员是否尽责{TOKEN}")
	person = {"person": sessions("counsellor").user, "duty": "了解学生状况，及时处置"}
	office.page.evaluate(
		"row => { cur_frm.clear_table('persons'); cur_frm.add_child('persons', row); }", person
	)
	office.save()
	office.act(zh("Verify the Clue"))
	case = office.document()
	assert case["evidence"], "collected by the system"
	write_row(office, statement="接预警当天见面，夜里赶到现场", heard_at=case["collected_at"])
	office.act(zh("Hear the Persons"))
	write_row(office, finding="Duty Fulfilled", finding_reason="预警、建档、到场都有当时的记录")
	office.act(zh("Propose the Findings"))
	leader.open_form(CASE, case["name"])
	open_contents(leader)
	leader.act(zh("Approve the Findings"))
	leader.page.wait_for_function("cur_frm.doc.status === 'Approved'")
	office.open_form(CASE, case["name"])
	office.act(zh("Carry Out the Measures"))
	office.page.wait_for_function("cur_frm.doc.status === 'Executed'")
	return case["name"]


def write_row(window, **values: str) -> None:
	window.page.evaluate(
		"""async (values) => {
			const { doctype, name } = cur_frm.doc.persons[0];
			for (const [field, value] of Object.entries(values)) await frappe.model.set_value(doctype, name, field, value);
		}""",
		values,
	)
	window.save()


def open_contents(window) -> None:
	window.page.get_by_role("button", name=zh("View Contents")).first.click()
	dialog = window.page.locator(".campus-reveal-dialog.show")
	dialog.locator("select").select_option(index=1)
	dialog.locator("textarea").fill("批准认定前阅读")
	window.page.wait_for_timeout(400)  # the dialog fades in
	dialog.get_by_role("button", name="查看", exact=True).click()
	expect(dialog).to_be_hidden()
	window.settle()


def verify(window, sessions, student: dict, folder) -> None:
	"""The package, checked by Python alone, in a folder of its own; and a changed word is found."""
	sign_tonight(sessions)
	window.open("/app/campus-dossier")
	page = window.page
	page.wait_for_function("Boolean(window.cur_page && cur_page.page.dossier)")
	page.evaluate(
		"student => cur_page.page.dossier.form.set_values({ student, reason: '复核处置全过程，供校内核查' })",
		student["name"],
	)
	window.settle()
	with page.expect_download() as download:
		page.locator(".page-head:visible .btn-secondary:visible").first.click()
	download.value.save_as(folder / "dossier.zip")
	with zipfile.ZipFile(folder / "dossier.zip") as package:
		package.extractall(folder)
	text = (folder / "dossier.json").read_text("utf-8")
	assert INCIDENT in text and REPORT in text
	assert run_alone(folder) == 0
	content = json.loads(text)
	next(line for line in content["lines"] if line["proof"])["sealed"] = "2020-01-01 00:00:00.000000"
	(folder / "dossier.json").write_text(json.dumps(content), "utf-8")
	assert run_alone(folder) == 1


def run_alone(folder) -> int:
	done = subprocess.run(
		[sys.executable, "-I", "-S", "verify_dossier.py", "dossier.json"],
		cwd=folder, capture_output=True, text=True, timeout=60,
	)  # fmt: skip
	return done.returncode


def sign_tonight(sessions) -> None:
	"""The night's checkpoint, a night after the last one."""
	rows = sessions("discipline").list(CHECKPOINT, {}, ("day",), limit=0)
	night = date.fromisoformat(max(row["day"] for row in rows)) + timedelta(days=1)
	site = os.environ.get("CAMPUS_E2E_SITE", "")
	done = subprocess.run(
		[
			sys.executable, "sandbox", "frappe", *(["--site", site] if site else []), "--",
			"execute", "campus_safety.engines.seal.checkpoints.take",
			"--kwargs", f"{{'now': frappe.utils.get_datetime('{night} 03:00:00')}}",
		],
		cwd=ROOT, capture_output=True, text=True, timeout=120,
	)  # fmt: skip
	assert done.returncode == 0, done.stderr[-2000:]
