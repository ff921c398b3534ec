"""The whole round of a risk ledger: nominated, filed, supported, proposed, signed twice, closed."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from campus import LEDGER, free_student, nominate
from chinese import zh
from http_client import Refused
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent


def filed_long_ago(name: str, days: int) -> None:
	"""As if the college had filed it then: dispatches that count lie weeks apart, and none before the filing."""
	site = os.environ.get("CAMPUS_E2E_SITE", "")
	day = datetime.date.today() - datetime.timedelta(days=days)
	done = subprocess.run(
		[
			sys.executable, "sandbox", "frappe", *(["--site", site] if site else []), "--",
			"execute", "frappe.db.set_value", "--args", str([LEDGER, name, "filed_on", str(day)]),
		],
		cwd=ROOT, capture_output=True, text=True, timeout=120,
	)  # fmt: skip
	assert done.returncode == 0, done.stderr[-2000:]


def dispatch(client, name: str, days_ago: int) -> None:
	ledger = client.get(LEDGER, name)
	day = datetime.date.today() - datetime.timedelta(days=days_ago)
	ledger["dispatches"].append(
		{"date": str(day), "situation": "情绪平稳，按时上课", "decision": "继续观察", "trend": "Steady"}
	)
	client.save(ledger)


def read_and_sign(window, last: bool = False) -> None:
	"""Open the contents, then sign; what the signature does stands above it."""
	window.page.get_by_role("button", name=zh("View Contents")).click()
	dialog = window.page.locator(".campus-reveal-dialog.modal.show")
	dialog.locator("select").select_option(zh("Review or signature"))
	dialog.locator(".btn-modal-primary").click()
	dialog.wait_for(state="hidden")
	window.settle()
	window.act(zh("Sign Closing"))
	asked = window.page.locator(".modal.show").last
	expect(asked).to_contain_text("连续三次调度平稳")
	ends = zh("With your signature the ledger is closed at once.")
	expect(asked).to_contain_text(ends if last else zh("Your signature is recorded; others sign after you."))
	window.shot("signing-last" if last else "signing")
	asked.locator(".btn-modal-primary").click()
	window.page.wait_for_function("!document.querySelector('.modal.show')")
	window.settle()


def test_from_nomination_to_two_signatures(desk, sessions):
	counsellor, lead, psych_head = sessions("counsellor"), sessions("lead"), sessions("psychhead")
	student = free_student(counsellor, psych_head, "软件技术2601班")
	name = nominate(counsellor, student["name"])["name"]

	# the college lead finds it on the workspace, opens it from there and files it
	window = desk("lead")
	window.open("/app")
	row = window.page.locator(".campus-waiting .campus-row", has_text=student["student_name"]).first
	expect(row).to_be_visible()
	window.shot("workspace-lead")
	window.open_form(LEDGER, name)
	window.act(zh("File Ledger"))
	assert window.document()["status"] == "Filed"
	window.shot("filed")

	# the lead has convened two dispatches; the counsellor records a third on the form, which the lead confirms
	counsellor.act(LEDGER, name, "Start Support")
	filed_long_ago(name, 60)
	dispatch(lead, name, 40)
	dispatch(lead, name, 20)
	window = desk("counsellor")
	window.open_form(LEDGER, name)
	window.add_row("dispatches", {"situation": "本周情绪平稳，主动参加社团", "decision": "建议销号"})
	window.save()
	assert len(window.document()["dispatches"]) == 3
	window.shot("dispatches", full_page=True)
	assert [row["counts"] for row in window.document()["dispatches"]] == [1, 1, 0]
	confirming = desk("lead")
	confirming.open_form(LEDGER, name)
	confirming.page.get_by_role("button", name=zh("Confirm Dispatch")).click()
	confirming.page.locator(".modal.show .btn-primary").click()
	confirming.settle()
	assert [row["counts"] for row in lead.get(LEDGER, name)["dispatches"]] == [1, 1, 1]

	# closing is refused while a measure is open, and says everything that is missing
	with pytest.raises(Refused) as refused:
		counsellor.act(LEDGER, name, "Propose Closing")
	assert "LedgerCloseError" in refused.value.text
	ledger = counsellor.get(LEDGER, name)
	ledger["measures"][0].update({"done": 1, "result": "按计划完成"})
	ledger.update({"close_reason": "连续三次调度平稳", "close_evidence": "调度记录、谈心记录"})
	counsellor.save(ledger)
	counsellor.act(LEDGER, name, "Propose Closing")

	# the first signature leaves it open, the same person cannot give the second
	signing = desk("lead")
	signing.open_form(LEDGER, name)
	# nobody signs what they have not opened
	signing.act(zh("Sign Closing"))
	assert zh("View Contents") in signing.message()
	signing.page.wait_for_timeout(500)  # a dialog that still fades in cannot be closed
	signing.close_dialogs()
	assert signing.document()["status"] == "Close Proposed"
	read_and_sign(signing)
	assert signing.document()["status"] == "Close Proposed"
	signing.shot("signed-once")
	with pytest.raises(Refused):
		lead.act(LEDGER, name, "Sign Closing")
	signing = desk("psychhead")
	signing.open_form(LEDGER, name)
	read_and_sign(signing, last=True)
	assert signing.document()["status"] == "Closed"
	signing.shot("closed", full_page=True)

	closed = psych_head.get(LEDGER, name)
	assert [row["role"] for row in closed["signatures"] if not row["void"]] == [
		"Campus College Lead",
		"Campus Psych Head",
	]
	states = counsellor.list("Campus Risk Status", {"student": student["name"]}, ("status",))
	assert [row["status"] for row in states] == ["Closed"]
	actions = psych_head.list(
		"Campus Access Log", {"reference_name": name, "action": "Sign"}, ("user",), limit=0
	)
	assert sorted(row["user"] for row in actions) == sorted((lead.user, psych_head.user))


def test_one_person_alone_does_not_close(sessions):
	counsellor = sessions("counsellor")
	student = free_student(counsellor, sessions("psychhead"), "软件技术2601班")
	ledger = nominate(counsellor, student["name"])
	ledger.update({"workflow_state": "Closed", "status": "Closed"})
	with pytest.raises(Refused):
		counsellor.save(ledger)
	assert counsellor.get(LEDGER, ledger["name"])["status"] == "Nominated"
