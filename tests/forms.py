"""Filling a new form as a person would who knows nothing of it: what is shown and asked for, with what is offered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import randrange

from desk import Desk

# in the browser: what the form shows and asks for, filled from its own suggestions; it answers with what it wrote
FILLER = """async ({ doctype, recipe, nth }) => {
	const frm = cur_frm, written = {}, today = frappe.datetime.get_today();
	const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
	const quiet = async () => { do { await pause(30); } while (frappe.request.ajax_count); };
	for (const section of frm.layout.sections || []) if (section.collapse && section.is_collapsed?.()) section.collapse(false);
	const holds = (text, doc) => text.startsWith("eval:") ? frappe.utils.eval(text.slice(5), { doc, parent: frm.doc }) : doc[text];
	const asked = (df, doc) => df.reqd || (df.mandatory_depends_on && holds(df.mandatory_depends_on, doc));
	const empty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
	const texts = ["Data", "Small Text", "Text", "Long Text", "Text Editor"];
	const first_of = async (df, query, args, place) => {
		const filters = query ? await query() : {};
		const given = { txt: "", doctype: df.options, ignore_user_permissions: df.ignore_user_permissions || 0,
			reference_doctype: args.doctype, page_length: 20, ...filters };
		if (given.filters && typeof given.filters !== "string") given.filters = JSON.stringify(given.filters);
		const answer = await frappe.call({ type: "POST", method: "frappe.desk.search.search_link", args: given, no_spinner: true });
		const found = answer.results || answer.message || [];
		if (!found.length) throw new Error(`nothing to choose in ${args.doctype}.${df.fieldname}`);
		return found[place % found.length].value;
	};
	const rows_of = (table) => [(recipe.rows || {})[table]].flat();
	const query_of = (fieldname, table) => async () => {
		const args = {}, grid = table && frm.fields_dict[table].grid;
		const get = grid ? grid.get_field(fieldname).get_query : frm.fields_dict[fieldname].get_query;
		const given = typeof get === "function" ? await get(frm.doc, frm.doctype, frm.docname) : get;
		if (typeof given === "string") args.query = given;
		else Object.assign(args, given || {});
		return args;
	};
	const value_for = async (df, table, place) => {
		switch (df.fieldtype) {
			case "Link": return first_of(df, query_of(df.fieldname, table), { doctype: table ? df.parent : frm.doctype }, place);
			case "Dynamic Link": throw new Error(`needs a recipe: ${df.fieldname}`);
			case "Select": return (Array.isArray(df.options) ? df.options.map((o) => o.value ?? o) : (df.options || "").split("\\n")).find(Boolean);
			case "Date": return today;
			case "Datetime": return frappe.datetime.now_datetime().slice(0, 17) + "00";
			case "Time": return "08:00:00";
			case "Int": case "Float": case "Percent": case "Currency": return 1;
			case "Check": return 1;
			case "Color": return "#2490ef";
			case "Code": return df.options === "JSON" ? "{}" : "x";
			case "Attach": case "Attach Image": throw new Error(`needs a recipe: ${df.fieldname}`);
			case "Data": if (df.options === "Phone") return "13905310000";  // else as below
			default: return `试填 ${df.fieldname} ${Date.now() % 1e6}${nth}`;
		}
	};
	const fill_row = async (table, row, values) => {
		const columns = frappe.meta.get_docfields(row.doctype, frm.docname);
		for (const [fieldname, value] of Object.entries(values || {})) await frappe.model.set_value(row.doctype, row.name, fieldname, value);
		for (const df of columns) {
			const fresh = locals[row.doctype][row.name];
			if (!asked(df, fresh) || df.read_only || df.hidden || !empty(fresh[df.fieldname])) continue;
			await frappe.model.set_value(row.doctype, row.name, df.fieldname, await value_for(df, table, nth));
			await quiet();
		}
	};
	const shown = (control) => control.disp_status === "Write" && !control.df.hidden && !control.df.hidden_due_to_dependency
		&& control.$wrapper && control.$wrapper.is(":visible");
	const fill = async (control) => {
		const df = control.df, name = df.fieldname;
		if (df.fieldtype === "Table MultiSelect") {
			const link = frappe.meta.get_docfields(df.options).find((each) => each.fieldtype === "Link");
			const value = await first_of(link, query_of(name), { doctype: frm.doctype }, nth);
			frm.add_child(name, { [link.fieldname]: value });
			frm.refresh_field(name);
			await frm.script_manager.trigger(name);
		} else if (df.fieldtype === "Table") {
			for (const values of rows_of(name)) await fill_row(name, frm.add_child(name), values);
			frm.refresh_field(name);
		} else {
			const value = name in recipe.values ? recipe.values[name] : await value_for(df, null, nth);
			await frm.set_value(name, value);
			written[name] = value;
		}
		await quiet();
	};
	await quiet();
	for (const [name, value] of Object.entries(recipe.values)) {
		const control = frm.fields_dict[name];
		if (!control || !shown(control)) throw new Error(`the recipe's ${name} is not on the form`);
		if (typeof value === "string" && value.startsWith("search:")) {
			const query = async () => ({ ...(await query_of(name)()), txt: value.slice(7) });
			recipe.values[name] = await first_of(control.df, query, { doctype: frm.doctype }, nth);
		}
		if (typeof value === "string" && value.startsWith("file:")) {
			const form = new FormData(), given = recipe.files[value.slice(5)];
			form.append("file", new Blob([given], { type: "text/csv" }), value.slice(5));
			form.append("is_private", 1);
			const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token };
			const sent = await (await fetch("/api/method/upload_file", { method: "POST", body: form, headers })).json();
			recipe.values[name] = sent.message.file_url;
		}
		await fill(control);
	}
	// a table that must not be empty comes with an empty row
	for (const control of frm.fields.filter((each) => each.df?.fieldtype === "Table" && shown(each))) {
		const { fieldname } = control.df;
		const there = frm.doc[fieldname] || [], values = there.length ? rows_of(fieldname) : [];
		while (there.length < values.length) frm.add_child(fieldname);
		for (const [place, row] of there.entries()) await fill_row(fieldname, row, values[place]);
		frm.refresh_field(fieldname);
	}
	for (let round = 0; round < 4; round++) {
		const todo = frm.fields.filter((control) => control.df?.fieldname && shown(control) && empty(frm.doc[control.df.fieldname]) && !(recipe.leave || []).includes(control.df.fieldname)
			&& (asked(control.df, frm.doc) || (round === 0 && texts.slice(1).includes(control.df.fieldtype))));
		if (!todo.length) break;
		for (const control of todo) if (shown(control) && empty(frm.doc[control.df.fieldname])) await fill(control);
	}
	return written;
}"""

SAVED = """() => {
	const busy = frappe.request.ajax_count || document.querySelector("body[data-ajax-state=triggered]");
	if (busy) return false;
	const box = document.querySelector(".modal.show .msgprint, .modal.show .modal-body");
	if (box && box.textContent.trim()) return { said: box.textContent.trim().slice(0, 300) };
	if (!cur_frm.is_new() && !cur_frm.is_dirty()) return { name: cur_frm.docname };
	return false;
}"""


@dataclass
class Recipe:
	"""What the filler cannot guess. values: of fields; rows: of the first row of a table, or of its first ones; leave: fields to leave empty."""

	values: dict = field(default_factory=dict)
	rows: dict = field(default_factory=dict)
	leave: tuple[str, ...] = ()
	tries: int = 1  # with the next suggestion each time: a student who has one already

	def to_browser(self, doctype: str, nth: int, files: dict[str, str]) -> dict:
		values = {name: value() if callable(value) else value for name, value in self.values.items()}
		recipe = {"values": values, "rows": self.rows, "leave": list(self.leave), "files": files}
		return {"doctype": doctype, "nth": nth, "recipe": recipe}


class NotFilled(Exception):
	"""Which form could not be filled, as whom, and why: one sentence."""


def fill_and_save(window: Desk, doctype: str, recipe: Recipe, files: dict[str, str] | None = None) -> dict:
	"""A new document as the form makes it, filled, saved and read back from the server. Errors: NotFilled."""
	why = ""
	first = randrange(20) if recipe.tries > 1 else 0  # not again whom the last form was about
	for nth in range(first, first + recipe.tries):
		open_new(window, doctype)
		try:
			written = window.page.evaluate(FILLER, recipe.to_browser(doctype, nth, files or {}))
		except Exception as error:
			raise NotFilled(str(error).split("\n")[0]) from None
		if outcome := save(window):
			why = outcome
			continue
		return read_back(window, doctype, written)
	raise NotFilled(why)


def begin(window: Desk) -> None:
	"""Once a window: dialogs come and go at once, one that still fades in cannot be closed."""
	window.page.add_style_tag(
		content=".modal, .modal-dialog, .modal-backdrop { transition: none !important }"
	)


def open_new(window: Desk, doctype: str) -> None:
	window.page.evaluate(
		"""async (doctype) => {
			$(".modal.show").modal("hide");
			if (window.cur_frm) cur_frm.doc.__unsaved = 0;
			await frappe.model.with_doctype(doctype);
			const doc = frappe.model.get_new_doc(doctype, null, null, true);
			await frappe.set_route("Form", doctype, doc.name);
		}""",
		doctype,
	)
	window.page.wait_for_function(
		"""doctype => window.cur_frm && cur_frm.doctype === doctype && cur_frm.is_new() && cur_frm.fields.length
			&& cur_frm.$wrapper.is(":visible") && !frappe.request.ajax_count""",
		arg=doctype,
	)


def save(window: Desk) -> str:
	"""Press 保存; what stands in the way, or nothing."""
	# a word of warning while it was filled is read and put away
	window.page.evaluate("() => { document.activeElement?.blur(); $('.modal.show').modal('hide'); }")
	window.page.locator(".page-head:visible .primary-action:visible").first.click()
	try:
		outcome = window.page.wait_for_function(SAVED).json_value()
	except Exception:
		return "nothing happened after saving"
	return outcome.get("said", "")


def read_back(window: Desk, doctype: str, written: dict) -> dict:
	kept = window.page.evaluate(
		"""async () => ({
			...(await frappe.call({ method: "frappe.client.get", type: "GET",
				args: { doctype: cur_frm.doctype, name: cur_frm.docname } })).message,
			_sealed: frappe.boot.campus_safety.secret_fields[cur_frm.doctype] || [],
		})"""
	)
	lost = {
		name: (value, kept.get(name))
		for name, value in written.items()
		if name not in kept["_sealed"] and not same(value, kept.get(name))
	}
	if lost:
		raise NotFilled(
			f"saved as {kept['name']}, but not as written: {json.dumps(lost, ensure_ascii=False)}"
		)
	return kept


def same(written, kept) -> bool:
	return str(written).strip() == str(kept).strip() or (written in (0, None, "") and kept in (0, None, ""))
