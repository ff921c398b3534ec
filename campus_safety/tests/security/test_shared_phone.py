"""Nothing about a student is left to read on a phone whose person has signed out (found/security.md L9).

The page's own store runs here in node, with the browser's three things that it uses.
"""

import json
import shutil
import subprocess
from http.cookies import SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

import frappe
from frappe.utils.password import update_password

import campus_safety
from campus_safety.access.secrets import own_key
from campus_safety.domain import roles as r
from campus_safety.services.presence.phone_store import COOKIE
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import Browser

SCRIPTS = Path(campus_safety.__file__).parent / "public/js"
BROWSER = """
const kept = {};
globalThis.localStorage = new Proxy(kept, {
	get: (held, name) => ({
		getItem: (key) => held[key] ?? null,
		setItem: (key, value) => { held[key] = value; },
		removeItem: (key) => { delete held[key]; },
	})[name],
});
globalThis.document = { cookie: "" };
globalThis.crypto ??= (await import("node:crypto")).webcrypto;
const sign_in = (key) => { document.cookie = `user_id=x; campus_store_key=${key}`; };
const sign_out = () => { document.cookie = "user_id=Guest"; };
"""
KEYS = [letter * 64 for letter in "abc"]


IMPORTS = """
import { chacha20 } from "./lib/chacha20.js";
import { Store } from "./roll_call/store.js";
import { Queue } from "./roll_call/queue.js";
"""


def run(script: str) -> dict:
	"""What the script prints, as JSON. The page's own modules, in a folder that says that they are modules."""
	with TemporaryDirectory() as folder:
		place = Path(folder)
		for room in ("lib", "roll_call"):
			shutil.copytree(SCRIPTS / room, place / room)
		(place / "package.json").write_text('{"type": "module"}', encoding="utf-8")
		(place / "run.js").write_text(IMPORTS + BROWSER + script, encoding="utf-8")
		answer = subprocess.run(
			["node", "run.js"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
		)
	assert answer.returncode == 0, answer.stderr
	return json.loads(answer.stdout)


class TestCipher(TestCase):
	def test_the_vector_of_rfc_8439(self) -> None:
		"""Section 2.4.2."""
		text = (
			"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
			"sunscreen would be it."
		)
		found = run(
			f"""
			const key = Uint8Array.from({{ length: 32 }}, (_, place) => place);
			const nonce = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x4a, 0, 0, 0, 0]);
			const sealed = chacha20(key, nonce, new TextEncoder().encode({json.dumps(text)}));
			console.log(JSON.stringify(Buffer.from(sealed).toString("hex")));
			"""
		)
		self.assertTrue(found.startswith("6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0b"))
		self.assertTrue(found.endswith("0bbf74a35be6b40b8eedf2785e42874d"))


class TestStore(TestCase):
	def test_what_is_kept_is_read_by_its_person_alone(self) -> None:
		found = run(
			f"""
			sign_in("{KEYS[0]}");
			const mine = new Store("dorm@x.test");
			const queue = new Queue(mine);
			queue.add({{ roll: "R", student: "2026010112", status: "Missing", note: "CANARY 郭一凡" }});
			mine.set("roll:2026-11-27:B", {{ rows: [["2026010112", "郭一凡"]] }});
			const at_work = JSON.stringify(kept);
			const again = new Queue(new Store("dorm@x.test")).items;
			sign_out();
			const left = JSON.stringify(kept);
			const read_signed_out = new Queue(new Store("dorm@x.test")).items;
			const written_signed_out = new Store("dorm@x.test").set("queue", [1]);
			sign_in("{KEYS[1]}");
			const other = new Store("dorm2@x.test");
			const theirs = other.get("queue", []);
			const stolen = new Store("dorm@x.test").get("queue", []);
			const names = Object.keys(kept);
			sign_in("{KEYS[0]}");
			const back = new Queue(new Store("dorm@x.test")).items;
			console.log(JSON.stringify({{ at_work, again, left, read_signed_out, written_signed_out, theirs,
				stolen, names, back }}));
			"""
		)
		for word in ("2026010112", "CANARY", "郭一凡", "Missing"):
			self.assertNotIn(word, found["at_work"])
			self.assertNotIn(word, found["left"])
		self.assertEqual(found["again"][0]["student"], "2026010112")
		self.assertEqual((found["read_signed_out"], found["written_signed_out"]), ([], False))
		self.assertEqual((found["theirs"], found["stolen"]), ([], []))
		self.assertEqual(found["names"], ["campus_roll_call:dorm@x.test:queue"], "lists of others go at once")
		self.assertEqual(found["back"][0]["note"], "CANARY 郭一凡", "what was not sent is still theirs")

	def test_the_same_text_is_never_kept_twice_the_same(self) -> None:
		found = run(
			f"""
			sign_in("{KEYS[2]}");
			const store = new Store("a");
			const written = [1, 2, 3].map(() => (store.set("x", "same"), kept["campus_roll_call:a:x"]));
			console.log(JSON.stringify(written));
			"""
		)
		self.assertEqual(len(set(found)), 3)


class TestKey(WorldTestCase):
	def key_in(self, answer) -> str | None:
		cookies = SimpleCookie()
		for header in answer.headers.getlist("Set-Cookie"):
			cookies.load(header)
		return cookies[COOKIE].value if COOKIE in cookies else None

	def test_it_comes_with_the_page_and_goes_with_the_session(self) -> None:
		user = self.world.by_role[r.DORM_MANAGER]
		update_password(user, "Phone-4711-x")
		frappe.db.commit()
		browser = Browser(user, "Phone-4711-x")
		self.assertEqual(browser.login.status_code, 200, browser.login.text)
		start = browser.get("/api/method/campus_safety.api.roll_call.get_start")
		page, out = browser.get("/campus-roll-call"), browser.get("/api/method/logout")
		self.assertEqual(self.key_in(start), own_key("roll call store", user))
		self.assertEqual(self.key_in(page), self.key_in(start), "the same each time")
		self.assertEqual(self.key_in(out), "", "gone with the session")

	def test_everybody_has_their_own(self) -> None:
		self.assertNotEqual(own_key("roll call store", "a@x.test"), own_key("roll call store", "b@x.test"))
		self.assertNotEqual(own_key("roll call store", "a@x.test"), own_key("another", "a@x.test"))
