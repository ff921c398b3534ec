"""A crisis at night on the phone: found, saved, the family called, an action done; and the paper that the parents sign."""

from campus import free_student
from chinese import zh

CASE, NOTICE = "Campus Crisis Case", "Campus Parent Risk Notice"
BASIS = "同学来电：说不想活了，人在宿舍，室友陪着"


def find(counsellor, psych_head, **values) -> dict:
	"""A case of a student who has none yet, written over HTTP."""
	taken = {row["student"] for row in psych_head.list(CASE, fields=("student",), limit=0)}
	students = counsellor.list("Campus Student", {"unit": "软件技术2501班", "status": "Enrolled"}, limit=0)
	student = next(row["name"] for row in reversed(students) if row["name"] not in taken)
	return counsellor.insert(
		CASE, student=student, crisis_level="Severe", assessed_by=counsellor.user, basis=BASIS, **values
	)


def panel(window):
	return window.page.locator('.form-page:visible [data-fieldname="panel"]')


def test_found_at_night_on_the_phone(desk, sessions):
	counsellor = sessions("counsellor")
	student = free_student(counsellor, sessions("psychhead"), "软件技术2501班")
	window = desk("counsellor", phone=True)
	window.new_form(CASE)
	window.choose("student", student["name"])
	window.page.locator('.form-page:visible [data-fieldname="danger_now"] input').first.check()
	window.select("crisis_level", "Severe")
	window.type("basis", BASIS)
	window.shot("crisis-new", full_page=True)
	window.save()
	case = window.document()
	assert not case.get("__islocal"), window.visible_text()
	assert case["responsible_person"] == counsellor.user
	panel(window).get_by_text("电话联系家长").wait_for()
	window.shot("crisis-panel", full_page=True)
	panel(window).get_by_role("button", name="接通").first.click()
	dialog = window.page.locator(".modal.show")
	for field, text in (("person", "母亲"), ("note", "马上赶来，约两小时")):
		box = dialog.locator(f'[data-fieldname="{field}"]').locator("input, textarea")
		if box.count():
			box.first.fill(text)
	dialog.get_by_role("button", name=zh("Write down")).click()
	window.settle()
	line = panel(window).locator(".campus-call").filter(has_text="电话联系家长")
	line.get_by_role("button", name="完成").click()
	dialog = window.page.locator(".modal.show")
	dialog.locator('[data-fieldname="evidence"] textarea').fill("母亲接通，已在路上")
	dialog.get_by_role("button", name=zh("Write down")).click()
	window.settle()
	line.wait_for(state="detached")
	kept = counsellor.get(CASE, case["name"])
	call = next(row for row in kept["actions"] if row["action"] == "电话联系家长")
	assert call["done"] and call["done_by"] == counsellor.user
	assert kept["guardian_contacts"][0]["result"] == "Reached"


def test_the_parents_sign_on_the_screen(desk, sessions):
	counsellor = sessions("counsellor")
	case = find(counsellor, sessions("psychhead"))
	window = desk("counsellor", phone=True)
	window.open_form(CASE, case["name"])
	window.page.evaluate("doctype => frappe.new_doc(doctype, { student: cur_frm.doc.student })", NOTICE)
	window.page.wait_for_function("doctype => cur_frm.doctype === doctype && cur_frm.is_new()", arg=NOTICE)
	window.settle()
	for field, text in (("facts", "三天没有吃饭"), ("risk", "可能伤害自己"), ("advice", "请陪同就诊")):
		window.type(field, text)
	window.type("receiver_name", "李四")
	window.type("receiver_relation", "父亲")
	window.save()
	notice = window.document()
	assert not notice.get("__islocal"), window.visible_text()
	pad = window.field("guardian_signature").locator("canvas").first
	pad.scroll_into_view_if_needed()
	box = pad.bounding_box()
	window.page.mouse.move(box["x"] + 30, box["y"] + 30)
	window.page.mouse.down()
	window.page.mouse.move(box["x"] + 120, box["y"] + 60)
	window.page.mouse.up()
	window.page.evaluate("cur_frm.set_value('delivered_at', frappe.datetime.now_datetime())")
	window.save()
	window.shot("risk-notice", full_page=True)
	window.act(zh("Parents Were Told"))
	kept = counsellor.get(NOTICE, notice["name"])
	assert (kept["status"], kept["guardian_signature"][:10]) == ("Told", "data:image")
