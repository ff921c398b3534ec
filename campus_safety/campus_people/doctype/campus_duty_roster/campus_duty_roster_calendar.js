frappe.views.calendar["Campus Duty Roster"] = {
	field_map: { start: "date", end: "date", id: "name", title: "user", allDay: "allDay" },
	filters: [
		{
			fieldtype: "Select",
			fieldname: "shift",
			options: ["", "Day", "Night"].join("\n"),
			label: __("Shift", null, "Campus Duty Roster"),
		},
	],
	get_events_method: "frappe.desk.calendar.get_events",
};
