"""A directory of staff is mapped in the Desk: saved without a field, all are suggested, and the host's own are offered; desktop and phone."""

from __future__ import annotations

import pytest

MAPPING = "Campus Host Mapping"
OFFERED = """() => cur_frm.fields_dict.fields_read.grid.docfields
	.find((field) => field.fieldname === "source").options"""


@pytest.mark.parametrize(("phone", "system"), [(False, "WeCom"), (True, "DingTalk")], ids=["1366", "390"])
def test_fields_are_suggested_and_sources_offered(desk, sessions, phone, system):
	client = sessions("sysadmin")
	if client.list(MAPPING, filters={"name": f"{system} Staff"}):
		client.call("frappe.client.delete", doctype=MAPPING, name=f"{system} Staff")
	window = desk("sysadmin", phone=phone)
	window.new_form(MAPPING)
	window.select("subject", "Staff")
	window.select("system", system)
	window.type("corp_id", "ww00000000")
	window.save()
	page = window.page
	page.wait_for_function("name => cur_frm.docname === name && !cur_frm.is_new()", arg=f"{system} Staff")
	window.settle()
	said = page.evaluate("() => cur_frm.doc.fields_read.map((row) => [row.target, row.source])")
	assert ["Staff Name", "name"] in said
	words = page.evaluate("() => cur_frm.doc.words.map((row) => [row.said, row.effect])")
	assert words == [["*", "Leave the Record Out"]]
	page.wait_for_function(f"() => (({OFFERED})() || []).length > 3")
	assert {"name", "mobile"} <= {each["value"] for each in page.evaluate(OFFERED)}
	assert page.get_by_role("button", name="立即读取").count()
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
