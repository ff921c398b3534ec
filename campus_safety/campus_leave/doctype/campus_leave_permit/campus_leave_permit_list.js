frappe.listview_settings["Campus Leave Permit"] = {
	add_fields: [
		"student_name",
		"approver_role",
		"parent_needed",
		"parent_confirmed_by",
		"came_back_late",
		"late_entry",
	],
	hide_name_column: true,

	get_indicator(doc) {
		const colors = {
			Draft: "gray",
			Pending: "orange",
			Approved: "blue",
			Rejected: "gray",
			"On Leave": "blue",
			Overdue: "red",
			Returned: "yellow",
			Verified: "green",
			Cancelled: "gray",
		};
		return [__(doc.status, null, "Campus Leave Permit"), colors[doc.status], `status,=,${doc.status}`];
	},

	// approved from the list: tap, confirm
	button: {
		show: (doc) =>
			doc.status === "Pending" && (!doc.parent_needed || doc.parent_confirmed_by) && may_decide(doc),
		get_label: () => __("Approve", null, "Campus Leave Permit"),
		get_description: (doc) => __("Approve {0}", [doc.name]),
		action(doc) {
			frappe.confirm(__("Approve the leave of {0}?", [campus_safety.escape(doc.student_name)]), () =>
				campus_safety
					.post("leave.decide", { name: doc.name, approve: 1 })
					.then(() => cur_list.refresh())
			);
		},
	},

	onload: (list) => campus_safety.offer_ledger(list),
};

const may_decide = (doc) => doc.owner !== frappe.session.user && frappe.user.has_role(doc.approver_role);
