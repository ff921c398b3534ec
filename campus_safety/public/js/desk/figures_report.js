// The app's reports: the ledger button on every one, a dash where nothing can be counted, a name for an empty link.

import { offer_report_ledger } from "./ledger_export.js";
import { escape } from "./text.js";

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
		label: __("Group By", null, "Report"),
		fieldtype: "Select",
		options: ["Class", "College"].map((value) => ({ value, label: __(value, null, "Report") })),
		default: "Class",
	},
	{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
	{ fieldname: "to_date", label: __("To Date", null, "Report"), fieldtype: "Date" },
];

const NUMBERS = ["Int", "Float", "Percent"];

/** Any report of the app. look: (shown, value, column, data, row) → markup, for cells that hold something. */
export const ledger_report = ({ look = (shown) => shown, ...definition }) => ({
	onload(report) {
		offer_report_ledger(report);
	},

	formatter(value, row, column, data, default_formatter) {
		if ((value ?? "") === "" && data) {
			const called = data[`${column.fieldname}_name`];
			if (called) return escape(called);
			// null is what nobody has counted, or what has no measure; the framework would write 0.00
			if (NUMBERS.includes(column.fieldtype) && data[column.fieldname] === null) return "—";
		}
		return look(default_formatter(value, row, column, data), value, column, data, row);
	},

	...definition,
});

/** Figures by class and college; `filters` in place of grouping and period. */
export const figures_report = (filters = grouped()) =>
	ledger_report({ filters: [...filters, college_filter()] });

export const in_red = (shown) => `<span class="text-danger">${shown}</span>`;
