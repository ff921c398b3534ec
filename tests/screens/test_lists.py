"""Lists are drawn, whatever the framework hands to our hooks: v15 says a DocType's name, v16 its meta."""

import os

import pytest
from desk import slug

BUNDLE = "**/campus_safety.bundle.*.js"
# the framework of this site speaks like v16 between these two: callers hand over a meta, and so do our hooks
LIKE_V16 = (
	"{ const own = frappe.model.init_doctype; frappe.model.init_doctype = (meta) => own(meta.name); }\n",
	"\n{ const ours = frappe.model.init_doctype;"
	" frappe.model.init_doctype = (doctype) => ours(locals.DocType[doctype]); }\n",
)
# everything our hooks ask about a DocType throws
BROKEN = (
	"frappe.boot.campus_safety.secret_fields = new Proxy({}, { get() { throw new Error('provoked'); } });\n",
	"",
)
OURS = """Promise.all(frappe.boot.user.can_read.filter((name) => name.startsWith("Campus ")).map(async (name) => {
	await new Promise((resolve) => frappe.model.with_doctype(name, resolve));
	const { istable, issingle, is_tree } = frappe.get_meta(name);
	return istable || issingle || is_tree ? null : name;
})).then((names) => names.filter(Boolean))"""
CHOICES = """async () => {
	const wrong = [];
	let looked = 0;
	for (const name of frappe.boot.user.can_read.filter((name) => name.startsWith("Campus "))) {
		await new Promise((resolve) => frappe.model.with_doctype(name, resolve));
		const tables = frappe.get_meta(name).fields.filter((df) => df.fieldtype.startsWith("Table"));
		for (const doctype of [name, ...tables.map((df) => df.options)]) {
			for (const { fieldtype, fieldname, options } of frappe.get_meta(doctype).fields) {
				if (fieldtype !== "Select") continue;
				for (const value of (options || "").split("\\n").filter(Boolean)) {
					const df = frappe.meta.get_docfield(doctype, fieldname), expected = __(value, null, doctype);
					const shown = frappe.utils.html2text(frappe.format(value, df, {}, { doctype })).trim();
					looked += 1;
					if (shown !== expected) wrong.push([doctype, fieldname, value, shown, expected]);
				}
			}
		}
	}
	const state = { doctype: "Campus Leave Permit", name: "x", status: "Pending", workflow_state: "Pending" };
	const [label] = frappe.get_indicator(state);
	if (label !== __("Pending", null, state.doctype)) wrong.push(["the state of a permit", label]);
	return [wrong, looked];
}"""
# the framework's own drawing of a list's cell, for every value that each Select can have, and of the state in its column
CELLS = """async () => {
	const wrong = [];
	let looked = 0;
	const { ListView } = frappe.views, text = (html) => $("<div>").append(html).text().trim();
	for (const doctype of frappe.boot.user.can_read.filter((name) => name.startsWith("Campus "))) {
		await new Promise((resolve) => frappe.model.with_doctype(doctype, resolve));
		const meta = frappe.get_meta(doctype), settings = frappe.listview_settings[doctype] || {};
		if (meta.istable || meta.issingle) continue;
		const list = Object.assign(Object.create(ListView.prototype), {
			doctype, meta, settings, link_field_title_fields: {}, columns: [{ df: { fieldname: "name" } }],
		});
		for (const { fieldname, fieldtype, options } of meta.fields) {
			if (fieldtype !== "Select") continue;
			for (const value of (options || "").split("\\n").filter(Boolean)) {
				const doc = { doctype, name: "x", [fieldname]: value }, expected = __(value, null, doctype);
				const df = frappe.meta.get_docfield(doctype, fieldname);
				const cells = { cell: text(list.get_column_html({ type: "Field", df }, doc)) };
				if (fieldname === "status" && !settings.get_indicator) cells.state = text(list.get_indicator_html(doc));
				for (const [kind, shown] of Object.entries(cells)) {
					looked += 1;
					if (!shown.endsWith(expected)) wrong.push([doctype, fieldname, value, kind, shown, expected]);
				}
			}
		}
	}
	return [wrong, looked];
}"""
DRAWN = """(fields) => {
	const rows = $(cur_list.$result).find(".list-row").get();
	return cur_list.data.flatMap((doc, index) => fields.map((field) => [
		doc[field], $(rows[index]).find(`[data-filter^="${field},=,"]`).first().text().trim(),
	])).filter(([value]) => value);
}"""
ANSWERED = """doctype => window.cur_list?.doctype === doctype
	&& (cur_list.data.length || cur_list.$no_result.is(":visible"))"""
ROWS = """() => [cur_list.data.length, $(cur_list.$result).find(".list-row").length]"""


@pytest.mark.parametrize(("turn", "given"), [(0, ("", "")), (1, LIKE_V16)], ids=["name", "meta"])
def test_every_list_is_drawn(desk, turn, given):
	"""Each list once, in turn; with `--whole` both ways."""
	window = desk("counsellor", own=True)
	speak(window, given)
	window.open("/app/campus-student")
	filled = []
	lists = window.page.evaluate(OURS)
	for doctype in lists if os.environ.get("CAMPUS_WHOLE_WALKS") else lists[turn::2]:
		window.go(f"/app/{slug(doctype)}/view/list")
		window.page.wait_for_function(ANSWERED, arg=doctype)
		window.settle()
		known, drawn = window.page.evaluate(ROWS)
		assert drawn == known, f"{doctype}: {drawn} of {known} rows are on the screen"
		if drawn:
			filled.append(doctype)
	assert len(filled) > 6, f"hardly a list has rows: {filled}"


def test_filters_speak_the_words_of_their_doctype(desk, sessions):
	"""重点关注, not the framework's 键值: above the list and in the filter's own box."""
	window = desk("counsellor")
	window.open_list("Campus Heart Talk")
	window.page.locator('.page-form [data-fieldname="talk_type"] select').select_option(label="重点关注")
	window.settle()
	found = sessions("counsellor").list("Campus Heart Talk", {"talk_type": "Key"}, limit=20)
	assert [row["name"] for row in found], "the demo has talks with key students"
	assert window.page.evaluate("cur_list.data.length") == len(found)
	window.page.evaluate(
		"cur_list.filter_area.filter_list.add_filter(cur_list.doctype, 'talk_type', '!=', 'Emotion')"
	)
	window.settle()
	chosen = window.page.evaluate(
		"cur_list.filter_area.filter_list.filters.map(({ field }) => field.$input.find(':selected').text())"
	)
	assert "情绪情感" in chosen


def test_choices_speak_the_words_of_their_doctype(desk):
	"""Every option of every Select, as a list's cell, a form that is only read and a table's row show it; the state
	beside a title, too: 待审批, not the framework's 待处理."""
	window = desk("counsellor")
	window.open_list("Campus Leave Permit")
	wrong, looked = window.page.evaluate(CHOICES)
	assert looked > 150
	assert not wrong


def test_columns_speak_the_words_of_their_doctype(desk):
	"""已测, 个体, 关注 and not their English; 不参加 of a screening, not the 不予立档 of a risk ledger."""
	window = desk("psychhead")
	window.open_list("Campus Screening Result")
	wrong, looked = window.page.evaluate(CELLS)
	assert looked > 150
	assert not wrong
	drawn = {tuple(pair) for pair in window.page.evaluate(DRAWN, ["status"])}
	assert drawn, "the demo has results"
	words = window.page.evaluate(
		"values => values.map((value) => __(value, null, cur_list.doctype))", [value for value, _ in drawn]
	)
	assert [shown for _, shown in drawn] == words


def test_the_history_speaks_the_words_of_its_doctype(desk, sessions):
	"""What the framework tells under a form is stored in English."""
	window = desk("counsellor")
	(permit,) = sessions("counsellor").list("Campus Leave Permit", {"status": "Pending"}, limit=1)
	window.open_form("Campus Leave Permit", permit["name"])
	told = window.page.evaluate(
		"""() => {
			const data = { changed: [["status", "Pending", "Rejected"]], row_changed: [] };
			const docinfo = { ...cur_frm.get_docinfo(), name: "x", versions: [{ data: JSON.stringify(data) }] };
			frappe.model.sync_docinfo({ docinfo });
			return JSON.parse(frappe.model.docinfo[cur_frm.doctype].x.versions[0].data).changed[0];
		}"""
	)
	assert told == ["status", "待审批", "已驳回"]


def test_steps_speak_the_words_of_their_doctype(desk, sessions):
	"""Declining a nomination is 不予立档; any other "Decline" of the site is its own affair."""
	window = desk("lead")
	(ledger,) = sessions("lead").list("Campus Risk Ledger", {"status": "Nominated"}, limit=1)
	window.open_form("Campus Risk Ledger", ledger["name"])
	window.page.wait_for_function("cur_frm.page.actions.find('.menu-item-label').length > 1")
	labels = window.page.evaluate(
		"cur_frm.page.actions.find('.menu-item-label').get().map((item) => item.textContent.trim())"
	)
	assert "不予立档" in labels
	assert not [label for label in labels if label.isascii()]


def test_a_level_has_its_colour_at_first_sight(desk):
	window = desk("counsellor")
	window.open_list("Campus Risk Ledger")
	pills = "$('.list-row .indicator-pill').get().map((pill) => [pill.textContent.trim(), pill.className])"
	levels = dict(window.page.evaluate(pills))
	colours = window.page.evaluate(
		"Object.entries(frappe.boot.campus_safety.level_colors).map(([name, color]) => [__(name), color])"
	)
	shown = {name: color for name, color in colours if name in levels}
	assert shown
	for name, color in shown.items():
		assert color in levels[name].split(), f"{name} is shown as {levels[name]}"


def test_a_fault_of_ours_empties_no_list(desk):
	window = desk("counsellor", own=True)
	window.expect_errors("provoked")
	speak(window, BROKEN)
	window.open_list("Campus Risk Ledger")
	known, drawn = window.page.evaluate(ROWS)
	assert drawn == known > 0
	assert any("provoked" in error for error in window.errors), "the hooks were not asked"


def speak(window, given: tuple[str, str]) -> None:
	"""Our bundle runs between these two scripts."""
	before, after = given

	def answer(route):
		response = route.fetch(max_retries=3)
		route.fulfill(response=response, body=before + response.text() + after)

	window.page.route(BUNDLE, answer)
