// Not duties alone: visits, next talks, meetings, and what is due, of the person who looks.

frappe.views.calendar["Campus Duty Obligation"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "allDay", color: "color" },
	get_events_method: "campus_safety.api.workbench.get_agenda",
	options: {
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang, // as the calendar's own library calls it
		editable: false,
		selectable: false,
		eventClick: (given) => open_of_agenda(given.event ? { ...given.event.extendedProps } : given),
	},
};

function open_of_agenda({ doctype, name, rule, due }) {
	if (rule)
		return frappe.set_route("List", doctype, "List", {
			rule,
			due_date: due,
			responsible_user: frappe.session.user,
			state: ["in", ["Open", "Overdue"]],
		});
	frappe.set_route("Form", doctype, name);
}
