"""The Desk as a person uses it: open, fill, press, read."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

# no fault of a script of ours: sounds before the first click, answers the test provokes; and the framework's templates,
# whose loop variables are three random letters, which once in a while spell a reserved word
HARMLESS = ("play() failed", "Failed to load resource", "frappe.template.compile(...) is not a function")


class Desk:
	def __init__(self, page: Page, screenshots: Path, phone: bool):
		self.page = page
		self.screenshots = screenshots
		self.phone = phone
		self.errors: list[str] = []
		self.expected: list[str] = []
		page.on("pageerror", self._note_fault)
		page.on("console", self._note_line)

	def leave(self) -> None:
		"""Hear nothing more of what happens in it."""
		self.page.remove_listener("pageerror", self._note_fault)
		self.page.remove_listener("console", self._note_line)

	# errors

	def _note_fault(self, error) -> None:
		self.errors.append(str(error))

	def _note_line(self, message) -> None:
		if message.type == "error":
			self.errors.append(message.text)

	def expect_errors(self, *parts: str) -> None:
		"""The test provokes these: a refusal is printed on the console by the framework."""
		self.expected.extend(parts)

	def unexpected_errors(self) -> list[str]:
		known = (*HARMLESS, *self.expected)
		return [error for error in self.errors if not any(part in error for part in known)]

	# moving about

	def open(self, path: str) -> None:
		self.page.goto(path, wait_until="load")
		self.page.wait_for_function("window.frappe && frappe.router && frappe.router.current_route")
		self.settle()

	def go(self, path: str) -> None:
		"""Within the open Desk, as a click on a link would: much faster than loading it anew."""
		self.page.evaluate("path => frappe.set_route(path)", path)
		there = "path => decodeURIComponent(location.pathname).startsWith(path)"
		self.page.wait_for_function(there, arg=path.split("/new")[0])
		self.settle()

	def visit(self, path: str) -> None:
		"""As a link in the Desk would, where it is open; that is four times cheaper than loading it."""
		if self.page.evaluate("Boolean(window.frappe && frappe.router && frappe.router.current_route)"):
			self.go(path)
		else:
			self.open(path)

	def open_form(self, doctype: str, name: str) -> None:
		"""As it stands in the database now: a form that is open already is loaded anew."""
		known = "([doctype, name]) => Boolean(window.locals && locals[doctype] && locals[doctype][name])"
		stale = self.page.evaluate(known, [doctype, name])
		(self.open if stale else self.visit)(f"/app/{slug(doctype)}/{name}")
		self.page.wait_for_function("name => window.cur_frm && cur_frm.docname === name", arg=name)
		self.settle()

	def new_form(self, doctype: str) -> None:
		self.visit(f"/app/{slug(doctype)}/new")
		self.page.wait_for_function("window.cur_frm && cur_frm.is_new() && cur_frm.script_manager")
		self.settle()

	def open_list(self, doctype: str) -> None:
		self.visit(f"/app/{slug(doctype)}")
		self.page.wait_for_selector(".frappe-list .result, .frappe-list .no-result", state="attached")
		self.settle()

	def settle(self) -> None:
		"""Until no request has been under way for a moment."""
		self.page.wait_for_function(
			"""() => {
				const loading = document.readyState !== "complete" || !window.frappe?.request;
				const busy = loading || frappe.request.ajax_count;
				if (busy || !window.idle_since) window.idle_since = Date.now();
				return !busy && Date.now() - window.idle_since > 400;
			}""",
			polling=50,
		)
		self.page.evaluate("delete window.idle_since")

	# forms

	def field(self, fieldname: str):
		return self.page.locator(f'.form-page:visible [data-fieldname="{fieldname}"]').first

	def choose(self, fieldname: str, text: str) -> None:
		"""Type into a link field and take the first suggestion."""
		box = self.field(fieldname).locator("input").first
		box.click()
		box.fill(text)
		suggestion = self.page.locator(".awesomplete ul:not([hidden]) li").filter(has_text=text).first
		suggestion.click()
		self.settle()

	def choose_row(self, fieldname: str, text: str) -> None:
		"""Add one more to a field that takes several (Table MultiSelect)."""
		box = self.field(fieldname).locator("input").last
		box.click()
		box.fill(text)
		self.page.locator(".awesomplete ul:not([hidden]) li").filter(has_text=text).first.click()
		self.settle()

	def add_row(self, table: str, values: dict[str, str]) -> None:
		"""A new row at the end of a table, filled in its own form."""
		self.field(table).get_by_role("button", name="添加行").click()
		self.field(table).locator(".grid-row.editable-row, .grid-body .grid-row").last.locator(
			".btn-open-row"
		).click()
		for fieldname, text in values.items():
			box = (
				self.page.locator(f'.grid-row-open [data-fieldname="{fieldname}"]')
				.locator("textarea, input")
				.first
			)
			box.fill(text)
			box.blur()
		self.page.locator(".grid-row-open .grid-collapse-row").first.click()
		self.settle()

	def select(self, fieldname: str, value: str) -> None:
		self.field(fieldname).locator("select").select_option(value)

	def chip(self, fieldname: str, text: str):
		"""One of the choices that are tapped instead of opened."""
		return self.field(fieldname).locator(".campus-chip").get_by_text(text, exact=True)

	def type(self, fieldname: str, text: str) -> None:
		box = self.field(fieldname).locator("textarea, input").first
		box.fill(text)
		box.blur()

	def attach(self, fieldname: str, path: Path) -> None:
		"""Upload a file into an Attach field."""
		self.field(fieldname).locator("button").first.click()
		dialog = self.page.locator(".modal.show")
		with self.page.expect_file_chooser() as chooser:
			dialog.locator(".btn-file-upload").first.click()
		chooser.value.set_files(path)
		dialog.locator(".btn-modal-primary").click()
		dialog.wait_for(state="hidden")
		self.settle()

	def text_of(self, fieldname: str) -> str:
		"""What stands in the field for the eye: the input's value, or the read-only text."""
		return self.page.evaluate(
			"""fieldname => {
				const control = cur_frm.fields_dict[fieldname];
				const input = control.$input && control.$input.is(":visible") && control.$input;
				return (input ? input.val() : $(control.disp_area).text()).trim();
			}""",
			fieldname,
		)

	def save(self) -> None:
		self.page.evaluate("document.activeElement && document.activeElement.blur()")
		self.page.locator(".page-head:visible .primary-action:visible").first.click()
		self.settle()

	def act(self, label: str) -> None:
		"""A workflow action: from the menu 操作, on the phone from the bar at the lower edge."""
		if self.phone:
			self.page.locator(".campus-action-bar:visible").get_by_text(label, exact=True).click()
			self.settle()
			return
		self.page.locator(".page-head:visible .actions-btn-group:visible > button").click()
		self.page.locator(".page-head:visible .actions-btn-group .dropdown-menu").get_by_text(
			label, exact=True
		).click()
		self.settle()

	def document(self) -> dict:
		return self.page.evaluate("JSON.parse(JSON.stringify(cur_frm.doc))")

	def is_dirty(self) -> bool:
		return self.page.evaluate("Boolean(cur_frm.is_dirty())")

	def message(self) -> str:
		"""Text of the message box on the screen."""
		box = self.page.locator(".modal.show .msgprint").last
		expect(box).to_be_visible()
		return box.inner_text()

	def close_dialogs(self) -> None:
		self.page.evaluate("$('.modal.show .btn-modal-close:visible').click()")
		self.page.wait_for_timeout(400)

	# looking

	def visible_text(self) -> str:
		return self.page.inner_text("body")

	def shot(self, name: str, full_page: bool = False) -> None:
		suffix = "-phone" if self.phone else ""
		self.page.screenshot(path=self.screenshots / f"{name}{suffix}.png", full_page=full_page)


def slug(doctype: str) -> str:
	return doctype.lower().replace(" ", "-")
