"""A report from a phone whose network has died: it waits in the page, is counted, kept nowhere, and goes by itself; a voice note with it."""

from __future__ import annotations

import secrets

from conftest import PHONE, screenshots_folder
from playwright.sync_api import expect

REPORT = "Campus Abnormal Report"
# a tone in the place of a microphone: headless browsers have none
TONE = """() => {
	const context = new AudioContext();
	const tone = context.createOscillator(), out = context.createMediaStreamDestination();
	tone.connect(out);
	tone.start();
	navigator.mediaDevices.getUserMedia = async () => out.stream;
}"""


def open_page(new_context):
	context = new_context(**PHONE)
	page = context.new_page()
	page.goto("/campus-report")
	page.get_by_role("button", name="匿名上报").click()
	return context, page


def test_through_a_dead_network(new_context, sessions):
	context, page = open_page(new_context)
	place = f"北门{secrets.token_hex(3)}"
	page.get_by_label("发生了什么？").fill("有人在北门外围着几个新生要钱")
	page.get_by_label("在哪里？").fill(place)
	context.set_offline(True)
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".refusal")).to_contain_text("1 份上报在本页等待发送")
	page.screenshot(path=screenshots_folder() / "report-waiting.png", full_page=True)
	kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
	assert place not in kept and "要钱" not in kept, "nobody finds it on the phone"
	context.set_offline(False)
	page.evaluate("window.dispatchEvent(new Event('online'))")
	code = page.locator("p.code").inner_text()
	assert len(code) == 19
	assert len(sessions("safety").list(REPORT, {"place": place})) == 1
	context.close()


def test_a_voice_note_goes_with_it(new_context, sessions):
	context, page = open_page(new_context)
	place = f"南门{secrets.token_hex(3)}"
	page.evaluate(TONE)
	page.get_by_text("不方便写字，改用语音").click()
	page.get_by_role("button", name="录一段语音").click()
	page.wait_for_timeout(1_500)
	page.get_by_role("button", name="停止录音").click()
	page.locator(".voice audio").wait_for()
	page.get_by_label("在哪里？").fill(place)
	page.get_by_role("button", name="发送", exact=True).click()
	page.locator("p.code").wait_for()
	report = sessions("safety").get(REPORT, sessions("safety").list(REPORT, {"place": place})[0]["name"])
	sound = sessions("safety").send("GET", report["voice"]).content
	assert (sound[:4], sound[8:12], report["urgency"]) == (b"RIFF", b"WAVE", "Pressing")
	assert 16_000 < len(sound) < 60_000
	context.close()
