// Reports of figures by class and college: their filters, the ledger button, a dash for what is not told.
import { offer_report_ledger } from "./ledger_export.js";

export const college_filter = () => ({
	fieldname: "college",
	label: __("College"),
	fieldtype: "Link",
	options: "Campus Unit",
	get_query: () => ({ filters: { unit_type: "College" } }),
});

const grouped = () => [
	{
		fieldname: "group_by",
		label: __("Group By"),
		fieldtype: "Select",
		options: ["Class", "College"].map((value) => ({ value, label: __(value) })),
		default: "Class",
	},
	{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
	{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
];

/** The definition of such a report; `filters` in place of grouping and period. */
export const figures_report = (filters = grouped()) => ({
	filters: [...filters, college_filter()],

	onload(report) {
		offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if (["Int", "Percent"].includes(column.fieldtype) && (value ?? "") === "") return "—";
		return default_formatter(value, row, column, data);
	},
});
