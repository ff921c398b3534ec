frappe.listview_settings["Campus Self Test"] = {
	get_indicator({ state }) {
		const colours = { Well: "green", Look: "orange", Alarm: "red" };
		return [__(state, null, "Campus Self Test"), colours[state], `state,=,${state}`];
	},
};
