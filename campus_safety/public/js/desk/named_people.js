// Whom a field may name: the server offers only people whom the record will accept, those of the student's class first.

import { declared } from "./declared.js";

const offered = (form, field) => (doc) => ({
	query: "campus_safety.api.people.get_who_may_be_named",
	filters: { form, field, ...(doc.student ? { student: doc.student } : {}) },
});

for (const [doctype, fields] of Object.entries(declared.named_people))
	frappe.ui.form.on(doctype, {
		setup(frm) {
			for (const each of fields) {
				const [field, table] = each.split(".").reverse();
				if (table) frm.set_query(field, table, offered(doctype, each));
				else frm.set_query(field, offered(doctype, each));
			}
		},
	});
