// The values beside a list, as people call them: a person's name for an address, the DocType's own word for an option.
// The server names them (engines/workbench/list_titles.py), for whoever may read what they link to.

import { is_ours } from "./declared.js";
import { change_with_this } from "./framework.js";

change_with_this(frappe.views.ListGroupBy?.prototype, "get_dropdown_html", (group, html, { name, title }) => {
	if (!title || !is_ours(group.doctype) || name === frappe.session.user) return html;
	const item = $(html);
	item.find(".group-by-value").text(title).attr("data-name", title); // the search above them reads data-name
	return item.prop("outerHTML");
});
