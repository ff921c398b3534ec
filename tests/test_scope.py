"""Each role sees what it may and nothing else: lists, addresses typed by hand, the plain API."""

import pytest
from campus import LEDGER, supporting_ledger
from http_client import Refused


def test_counsellor_of_another_class_gets_nothing(desk, sessions):
	ledger = supporting_ledger(sessions)
	student = sessions("counsellor").get("Campus Student", ledger["student"])
	other = sessions("counsellor2")
	assert ledger["name"] not in [row["name"] for row in other.list(LEDGER, limit=0)]
	assert other.list("Campus Student", {"name": student["name"]}) == []
	for doctype, name in ((LEDGER, ledger["name"]), ("Campus Student", student["name"])):
		with pytest.raises(Refused) as refused:
			other.get(doctype, name)
		assert refused.value.status == 403
		assert student["student_name"] not in refused.value.text
	assert other.call("frappe.client.get_count", doctype=LEDGER, filters={"student": student["name"]}) == 0

	window = desk("counsellor2")
	window.expect_errors("PermissionError", "403")
	window.open_list(LEDGER)
	assert student["student_name"] not in window.visible_text()
	window.shot("other-counsellor-list")
	for path in (f"/app/campus-risk-ledger/{ledger['name']}", f"/app/campus-student/{student['name']}"):
		window.open(path)
		page = window.page.content()
		assert student["student_name"] not in page
		assert ledger["risk_level"] not in window.visible_text()
	window.shot("other-counsellor-refused")


def test_counsellor_of_the_class_finds_own_students_only(desk, sessions):
	window = desk("counsellor")
	window.open_list("Campus Student")
	shown = window.page.locator(".frappe-list .result .list-row-container").count()
	assert shown == 20
	window.shot("student-list")
	units = {row["unit"] for row in sessions("counsellor").list("Campus Student", fields=("unit",), limit=0)}
	assert units == {"软件技术2601班", "软件技术2501班"}


@pytest.mark.parametrize(
	"account", ["guard", "security", "office", "publicity", "hr", "quality", "discipline", "logistics"]
)
def test_offices_without_the_need_reach_no_student_and_no_ledger(sessions, account):
	office = sessions(account)
	for doctype in ("Campus Student", LEDGER, "Campus Risk Status", "Campus Home Visit"):
		with pytest.raises(Refused) as refused:
			office.list(doctype)
		assert refused.value.status == 403


def test_the_administrator_of_the_machine_reads_no_ledger(sessions):
	with pytest.raises(Refused) as refused:
		sessions("sysadmin").list(LEDGER)
	assert refused.value.status == 403
