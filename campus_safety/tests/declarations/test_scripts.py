"""Scripts of the browser import what others have written, and take closed sets and roles from boot (public/js/desk/declared.js)."""

import re
from pathlib import Path
from unittest import TestCase

import frappe

import campus_safety
from campus_safety.declared import STARTS, TIMELINE
from campus_safety.domain.roles import ALL_ROLES

PACKAGE = Path(campus_safety.__file__).parent
PUBLIC = PACKAGE / "public" / "js"
# how something is done -> the one place that may do it this way
ONLY_IN = {
	r"frappe\.(call|xcall)\(": "desk/server.js",
	r"\bescape_html\(": "desk/text.js",
	r"_server_messages": "lib/api.js",
	r"function el\(": "lib/el.js",
	r"\bfetch\(": "lib/api.js",
	r"padStart\(2, \"0\"\)": ("lib/time.js", "phone/page.js"),  # a key's bytes are no time
	r"\binit_doctype\b": "desk/framework.js",
	r"new_doc\([^)]*\{": "desk/begin_with.js",  # the framework leaves out what is typed; use begin_with
	r"\bstr_to_user\(": "desk/text.js",  # it writes seconds, and moves midnights: use day, minute, clock
}
GLOBAL_NAME = re.compile(
	r"\bcampus_safety\s*\.([a-z_]\w*|CounsellingWeek|FirstDay|PsychBoard|MyWorkbench|SealPage|DossierPage)"
)


def scripts() -> dict[Path, str]:
	"""{path: text} of the app's scripts; service workers have a world of their own, `dist` is built from these."""
	return {
		path: path.read_text(encoding="utf-8")
		for path in PACKAGE.rglob("*.js")
		if "dist" not in path.parts and "node_modules" not in path.parts and not path.name.endswith("-sw.js")
	}


class TestScripts(TestCase):
	def test_one_place_for_each_thing(self) -> None:
		wrong = []
		for pattern, places in ONLY_IN.items():
			allowed = [PUBLIC / place for place in ((places,) if isinstance(places, str) else places)]
			for path in allowed:
				self.assertRegex(path.read_text(encoding="utf-8"), pattern)  # else the pattern tests nothing
			wrong += [
				f"{path.relative_to(PACKAGE)}: {pattern}"
				for path, text in scripts().items()
				if path not in allowed and re.search(pattern, text)
			]
		self.assertEqual(wrong, [])

	def test_no_script_names_a_role(self) -> None:
		wrong = [
			(str(path.relative_to(PACKAGE)), role)
			for path, text in scripts().items()
			for role in ALL_ROLES
			if f'"{role}"' in text
		]
		self.assertEqual(wrong, [])

	def test_every_icon_is_one_of_the_desk(self) -> None:
		"""A name that the Desk does not know is a gap beside the words."""
		folder = Path(frappe.get_app_path("frappe", "public", "icons"))
		known = {
			name
			for path in folder.rglob("*.svg")
			for name in re.findall(r'id="icon-([^"]+)"', path.read_text())
		}
		named = {start.icon for start in STARTS} | {source.icon for source in TIMELINE}
		for text in scripts().values():
			named.update(re.findall(r'utils\.icon\("([a-z-]+)"', text))
		self.assertGreater(len(named), 15)
		self.assertEqual(sorted(named - known), [])

	def test_the_global_holds_what_is_asked_of_it_and_nothing_else(self) -> None:
		"""Scripts outside the bundle ask `campus_safety`; those inside it import."""
		text = (PUBLIC / "desk" / "global.js").read_text(encoding="utf-8")
		listed = text[text.index("Object.assign(window.campus_safety, {") :]
		offered = set(re.findall(r"^\t([a-zA-Z_]\w*)(?::.*)?,", listed, re.MULTILINE))
		asked = {"show_workbench"}  # by the workspace's block, see setup/desk.py
		for path, source in scripts().items():
			if path.is_relative_to(PUBLIC):
				if path.name != "global.js":
					self.assertNotRegex(source, r"^\s*[^/\s].*\bcampus_safety\.[a-z_]+\(", path)
				continue
			source = re.sub(r'["`][^"`\n]*["`]', '""', source)  # not the paths of modules
			asked.update(GLOBAL_NAME.findall(source))
			for names in re.findall(r"const \{([^}]*)\} = campus_safety;", source):
				asked.update(name.strip() for name in names.split(","))
		self.assertEqual(sorted(offered), sorted(asked))
