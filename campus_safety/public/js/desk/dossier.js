// 尽职免责档案: about a student, a member of staff or both, and a period; on paper, or as a package that proves itself.

import { declared } from "./declared.js";
import { download_file } from "./download.js";
import { show_page } from "./ledger_export.js";
import { name_controls } from "./our_forms.js";

const FIELDS = () => [
	{
		fieldname: "student",
		fieldtype: "Link",
		options: "Campus Student",
		label: __("Student"),
		description: __("Only students whom you may see. Leave empty for a member of staff alone."),
	},
	{
		fieldname: "person",
		fieldtype: "Link",
		options: "User",
		label: __("Member of Staff"),
		description: __(
			"What this person knew, did and could not see. They are told that a dossier was made, except while a case of accountability is open."
		),
		get_query: () => ({ filters: { user_type: "System User", enabled: 1 } }),
	},
	{ fieldtype: "Column Break" },
	{ fieldname: "since", fieldtype: "Date", label: __("From", null, "Dossier"), reqd: 1 },
	{ fieldname: "until", fieldtype: "Date", label: __("To", null, "Dossier"), reqd: 1 },
	{
		fieldname: "reason",
		fieldtype: "Small Text",
		label: __("Reason", null, "Ledger Export"),
		reqd: 1,
		description: __(
			"At least {0} characters. It is kept in the access log with your name and the number of this export.",
			[declared.reason.shortest]
		),
	},
];

frappe.ui.form.on("Campus Student", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.page.add_menu_item(__("Due-Diligence Dossier"), () => {
			frappe.route_options = { student: frm.docname };
			frappe.set_route("campus-dossier");
		});
	},
});

export class DossierPage {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Due-Diligence Dossier"),
			single_column: true,
		});
		const body = $('<div class="campus-dossier"></div>').appendTo(this.page.body);
		$(
			`<p class="text-muted">${__(
				"It holds what your own rights open, in the order in which courts ask, each line with when it happened, was written and was sealed. The package holds a script that checks it without this server."
			)}</p>`
		).appendTo(body);
		this.form = new frappe.ui.FieldGroup({ fields: FIELDS(), body: body[0] });
		this.form.make();
		name_controls(this.form.fields_list);
		this.page.set_primary_action(__("Print the Dossier"), () => this.print());
		this.page.set_secondary_action(__("Download with Proofs"), () => this.download());
	}

	begin() {
		const { student } = frappe.route_options || {};
		frappe.route_options = null;
		if (student) this.form.set_value("student", student);
		if (!declared.may.make_dossiers) {
			this.form.set_value("person", frappe.session.user);
			this.form.set_df_property("person", "read_only", 1);
		}
		const today = frappe.datetime.get_today();
		if (!this.form.get_value("until")) {
			this.form.set_value("until", today);
			this.form.set_value("since", frappe.datetime.add_months(today, -6));
		}
	}

	values() {
		const values = this.form.get_values();
		if (!values) return null;
		if (!values.student && !values.person) {
			frappe.msgprint(__("Choose a student, a member of staff, or both."));
			return null;
		}
		if (values.reason.trim().length < declared.reason.shortest) {
			this.form.get_field("reason").set_invalid();
			return null;
		}
		return values;
	}

	print() {
		const values = this.values();
		if (values) show_page("dossier.print_dossier", values);
	}

	download() {
		const values = this.values();
		if (!values) return null;
		return download_file(
			"dossier.download",
			values,
			(given) => `${__("Due-Diligence Dossier")} ${given || "dossier.zip"}`,
			{
				meanwhile: __("Collecting the dossier …"),
				failed: __("Not made"),
			}
		);
	}
}
