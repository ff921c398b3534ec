// The key of a device: made, shown once, taken back.

const ENDPOINT = "/api/method/campus_safety.api.gate.push";

frappe.ui.form.on("Campus Gate Device", {
	setup(frm) {
		frm.set_query("dormitory", { filters: { dormitory_type: "Building" } });
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.enabled) frm.add_custom_button(__("Issue Key"), () => issue(frm));
		if (frm.doc.key_issued_at) frm.add_custom_button(__("Revoke Key"), () => revoke(frm));
		show_clock(frm);
	},
});

function show_clock(frm) {
	const minutes = Math.round((frm.doc.clock_skew || 0) / 60);
	if (!minutes) return;
	const text =
		minutes > 0
			? __("The clock of this device was {0} minutes ahead. Set it right.", [minutes])
			: __("The clock of this device was {0} minutes behind. Set it right.", [-minutes]);
	frm.dashboard.set_headline_alert(campus_safety.escape(text), "orange");
}

function issue(frm) {
	const warning = frm.doc.key_issued_at
		? __("The device has a key. A new one makes the old one useless at once. Go on?")
		: __("Make a key with which this device sends its passages?");
	frappe.confirm(warning, async () => {
		const answer = await campus_safety.post("gate.issue_key", { device: frm.doc.name });
		show_key(answer);
		frm.reload_doc();
	});
}

function show_key({ api_key, api_secret }) {
	const dialog = new frappe.ui.Dialog({
		title: __("Key of the Device"),
		fields: [
			{ fieldname: "help", fieldtype: "HTML" },
			{ fieldname: "address", fieldtype: "Data", label: __("Address"), read_only: 1 },
			{ fieldname: "header", fieldtype: "Small Text", label: __("Authorization Header"), read_only: 1 },
		],
		primary_action_label: __("I have stored it"),
		primary_action: () => dialog.hide(),
	});
	dialog.set_values({
		address: window.location.origin + ENDPOINT,
		header: `Authorization: token ${api_key}:${api_secret}`,
	});
	const help = __(
		"It is shown this once. Type it into the device or its program now; nobody can read it here again."
	);
	dialog.fields_dict.help.$wrapper.append($("<p>").text(help));
	dialog.show();
}

function revoke(frm) {
	frappe.confirm(__("The device will be refused until it gets a new key. Go on?"), async () => {
		await campus_safety.post("gate.revoke_key", { device: frm.doc.name });
		frm.reload_doc();
	});
}
