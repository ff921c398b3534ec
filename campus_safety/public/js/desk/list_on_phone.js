// Lists on a phone: of the filters only those of every day, the rest behind a button; moments without seconds.

import { is_ours } from "./declared.js";
import { after, after_init_doctype, quietly } from "./framework.js";
import { day, clock } from "./text.js";

const NARROW = 768; // pixels

after(frappe.views.BaseList?.prototype, "setup_filter_area", function () {
	if (!is_ours(this.doctype || "") || window.innerWidth >= NARROW || !this.page?.page_form) return;
	const form = this.page.page_form;
	$(
		`<button type="button" class="btn btn-default btn-sm campus-more-filters">${__("More Filters")}</button>`
	)
		.on("click", (event) => {
			form.addClass("campus-all-filters");
			event.currentTarget.remove();
		})
		.appendTo(form);
});

after_init_doctype((doctype) => {
	if (is_ours(doctype)) quietly("list moments", () => shorten_moments(doctype));
});

function shorten_moments(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	settings.formatters = settings.formatters || {};
	for (const { fieldname, fieldtype } of frappe.get_meta(doctype)?.fields || []) {
		if (fieldtype === "Datetime") {
			settings.formatters[fieldname] ??= (value) => (value ? `${day(value)} ${clock(value)}` : "");
		}
	}
}
