frappe.views.calendar["Campus Leave Permit"] = {
	field_map: {
		start: "from_time",
		end: "to_time",
		id: "name",
		title: "student_name",
		status: "status",
		allDay: "allDay",
		progress: "progress",
	},
	get_css_class(event) {
		return (
			{ Overdue: "danger", Pending: "warning", Verified: "success", Returned: "success" }[
				event.status
			] || "standard"
		);
	},
	filters: [
		{ fieldtype: "Link", fieldname: "unit", options: "Campus Unit", label: __("Class") },
		{
			fieldtype: "Select",
			fieldname: "status",
			options: ["", "Pending", "Approved", "On Leave", "Overdue", "Returned", "Verified"].join("\n"),
			label: __("Status"),
		},
	],
	get_events_method: "frappe.desk.calendar.get_events",
};
