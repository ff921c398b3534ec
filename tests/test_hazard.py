"""A hazard on four phones: found with a photo, assigned, mended with a photo, accepted by somebody else."""

import base64
import random

from chinese import zh
from playwright.sync_api import expect

HAZARD = "Campus Safety Hazard"
WHAT = "三楼安全出口门锁着，钥匙不在"


def photo(window) -> dict:
	"""Drawn by the browser, another one each time: on a site where the test has run before the last one's would be flagged."""
	tones = [random.randrange(256) for _patch in range(64)]
	drawn = window.page.evaluate(
		"""tones => {
			const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
			const ink = canvas.getContext("2d");
			tones.forEach((tone, place) => {
				ink.fillStyle = `rgb(${tone}, ${tone}, ${tone})`;
				ink.fillRect((place % 8) * 40, Math.floor(place / 8) * 30, 40, 30);
			});
			return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
		}""",
		tones,
	)
	return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(drawn)}


def take(window, field: str) -> None:
	window.page.locator(f'.form-page:visible input[type="file"][name="{field}"]').set_input_files(
		photo(window)
	)
	window.page.wait_for_function("field => cur_frm.doc[field]", arg=field)
	window.settle()


def test_found_assigned_mended_accepted_on_phones(desk, sessions):
	finder = desk("mentor", phone=True)
	finder.open("/app/campus-my-workbench")
	finder.new_form(HAZARD)
	finder.choose("area", "实训楼与实验室")
	finder.choose("category", "消防")
	finder.type("description", WHAT)
	finder.type("spot", "三楼东头")
	take(finder, "photo_before")
	finder.shot("hazard-new", full_page=True)
	finder.save()
	found = finder.document()
	assert not found.get("__islocal"), finder.visible_text()
	name, safety = found["name"], sessions("safety")

	office = desk("security", phone=True)
	office.open_form(HAZARD, name)
	office.choose("responsible_unit", "总务处")
	office.choose("responsible_person", "韩志远")
	office.choose("acceptor", "罗建平")
	office.save()
	office.shot("hazard-assign", full_page=True)
	office.act(zh("Assign Hazard"))
	assert safety.get(HAZARD, name)["status"] == "Assigned"

	mender = desk("logistics", phone=True)
	mender.open_form(HAZARD, name)
	mender.act(zh("Begin Rectifying"))
	take(mender, "photo_after")
	mender.type("measure_taken", "换了逃生锁，推一下就开")
	mender.save()
	mender.shot("hazard-mend", full_page=True)
	mender.act(zh("Report as Rectified"))
	kept = safety.get(HAZARD, name)
	assert (kept["status"], kept["photo_reused"]) == ("To Accept", 0), mender.visible_text()

	acceptor = desk("safety", phone=True)
	acceptor.open_form(HAZARD, name)
	shown = acceptor.page.locator(".form-page:visible .campus-half img")
	boxes = [shown.nth(place).bounding_box() for place in (0, 1)]
	assert boxes[0]["y"] == boxes[1]["y"] and boxes[1]["x"] > boxes[0]["x"], "side by side"
	acceptor.type("acceptance_note", "推开试过")
	acceptor.save()
	acceptor.shot("hazard-accept", full_page=True)
	acceptor.act(zh("Accept Rectification"))
	acceptor.page.wait_for_function("cur_frm.doc.status === 'Closed'")
	for field, person in (("accepted_by", "罗建平"), ("rectified_by", "韩志远")):
		expect(acceptor.field(field)).to_contain_text(person)  # whom the step has entered, by name
		assert "@" not in acceptor.field(field).inner_text()
	kept = safety.get(HAZARD, name)
	assert (kept["accepted_by"], kept["rectified_by"]) == (
		sessions("safety").user,
		sessions("logistics").user,
	)
