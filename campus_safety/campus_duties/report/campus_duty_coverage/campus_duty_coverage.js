frappe.query_reports["Campus Duty Coverage"] = campus_safety.ledger_report({
	filters: [
		{
			fieldname: "group_by",
			label: __("Group By", null, "Report"),
			fieldtype: "Select",
			options: ["College", "Class", "Person", "Clause", "Rule"].map((value) => ({
				value,
				label: __(value, null, "Report"),
			})),
			default: "College",
			reqd: 1,
		},
		{ fieldname: "term", label: __("Term"), fieldtype: "Link", options: "Campus Term" },
		{ fieldname: "from_date", label: __("Due From"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Due Until"), fieldtype: "Date" },
		campus_safety.college_filter(),
		{ fieldname: "unit", label: __("Class or Unit"), fieldtype: "Link", options: "Campus Unit" },
		{
			fieldname: "responsible_user",
			label: __("Who Is Responsible"),
			fieldtype: "Link",
			options: "User",
		},
		{ fieldname: "clause", label: __("Clause"), fieldtype: "Link", options: "Campus Notice Clause" },
		{ fieldname: "rule", label: __("Rule"), fieldtype: "Link", options: "Campus Duty Rule" },
	],

	look(shown, value, { fieldname }, data, row) {
		if (fieldname === "title" && data?.key) {
			const name = campus_safety.escape(value || data.key);
			return `<a href="#" class="campus-drill" data-row="${row[0].rowIndex}">${name}</a>`;
		}
		return fieldname === "missed" && value ? campus_safety.in_red(shown) : shown;
	},

	after_datatable_render(datatable) {
		$(datatable.wrapper)
			.off("click.campus")
			.on("click.campus", ".campus-drill", (event) => {
				event.preventDefault();
				this.open_row(frappe.query_report.data[event.currentTarget.dataset.row]);
			});
	},

	// One step deeper: the row becomes a filter and the next grouping is shown; after the rule come the duties.
	async open_row(row) {
		const report = frappe.query_report;
		if (row.drill) {
			report._no_refresh = true; // one request for both filters, and only when the link has been checked
			const filter = report.get_filter(row.drill_field);
			// else it is asked for, and the value comes late
			frappe.utils.add_link_title(filter.df.options, row.key, row.title);
			await filter.set_value(row.key);
			await report.get_filter("group_by").set_value(row.drill);
			report._no_refresh = false;
			return report.refresh(true);
		}
		const filters = report.get_filter_values();
		delete filters.group_by;
		frappe.set_route("query-report", "Campus Duty Gaps", { ...filters, rule: row.key });
	},
});
