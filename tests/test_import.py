"""Student Affairs imports a college's list through the form: preview, refused rows, good rows written."""

import random

from chinese import zh
from playwright.sync_api import expect

from campus_safety.setup.demo import student_list

DOCTYPE = "Campus Student Import"
# of two rows with one number both are refused: nobody can tell which is right
GOOD, BAD = len(student_list.NAMES) - 1, 6


def test_list_of_a_college_is_previewed_and_its_good_rows_imported(desk, sessions, tmp_path):
	prefix = (
		f"2026{random.randrange(10**4, 10**5)}"  # unused student numbers, whatever ran before on this site
	)
	path = tmp_path / "新生名册.xlsx"
	path.write_bytes(student_list.build(prefix))
	affairs = sessions("affairs")
	window = desk("affairs")
	window.new_form(DOCTYPE)
	window.attach("file", path)
	window.save()

	window.page.get_by_role("button", name=zh("Preview"), exact=True).click()
	window.page.wait_for_function("cur_frm.doc.status === 'Previewed'")
	window.settle()
	previewed = window.document()
	assert (previewed["created"], previewed["refused"]) == (GOOD, BAD)
	reasons = " ".join(row["reason"] for row in previewed["issues"])
	assert len({row["row_no"] for row in previewed["issues"]}) == BAD
	assert reasons.isascii() is False  # said in Chinese
	window.shot("import-preview", full_page=True)

	window.page.get_by_role("button", name=zh("Start Import"), exact=True).click()
	window.page.locator(".modal.show .btn-modal-primary, .modal.show .btn-primary").first.click()
	window.page.wait_for_function("cur_frm.doc.status === 'Completed'")
	window.settle()
	window.shot("import-done")
	made = affairs.list(
		"Campus Student",
		{"name": ("like", f"{prefix}%")},
		("name", "student_name", "unit", "mobile"),
		limit=0,
	)
	assert len(made) == GOOD
	assert {row["unit"] for row in made} == {student_list.CLASS}
	assert all(row["mobile"].isdigit() for row in made)
	# the counsellor of the class sees them at once
	seen = sessions("counsellor").list("Campus Student", {"name": ("like", f"{prefix}%")}, limit=0)
	assert len(seen) == GOOD


def test_a_counsellor_does_not_import(desk):
	window = desk("counsellor")
	window.open("/app")
	window.page.locator(".campus-workbench").wait_for()
	window.settle()
	expect(window.page.get_by_role("button", name=zh("Import Students"))).to_have_count(0)
