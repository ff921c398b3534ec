// A duty is read; what a person may do about it stands on the buttons.

const { day, duties, escape } = campus_safety;

frappe.ui.form.on("Campus Duty Obligation", {
	refresh(frm) {
		frm.disable_save();
		frm.set_intro("");
		say_where_it_stands(frm);
		if (!duties.is_open(frm.doc)) return offer_withdrawal(frm);
		offer_record(frm);
		offer_taking(frm);
		offer_exemption(frm);
	},
});

function say_where_it_stands(frm) {
	const { doc } = frm;
	const today = frappe.datetime.get_today();
	if (doc.state === "Overdue" && doc.count_until >= today) {
		frm.set_intro(
			__("Overdue since {0}. Done by {1} it still counts, as late.", [
				day(doc.due_date),
				day(doc.count_until),
			]),
			"orange"
		);
	} else if (doc.state === "Overdue") {
		frm.set_intro(
			__(
				"Overdue since {0}. Done now it no longer counts: enter what was done in time, or ask for an exemption.",
				[day(doc.due_date)]
			),
			"red"
		);
	}
	if (duties.is_open(doc) && doc.taken_by) {
		frm.set_intro(__("{0} is on it.", [escape(frappe.user.full_name(doc.taken_by))]), "blue");
	}
	if (duties.is_open(doc) && doc.exempt_requested_by) {
		const asked = [frappe.user.full_name(doc.exempt_requested_by), doc.exempt_reason].map((text) =>
			escape(text)
		);
		frm.set_intro(__("{0} asks for an exemption: {1}", asked), "yellow");
	}
}

function offer_record(frm) {
	const form = frm.doc.__onload?.evidence_form;
	if (!form) return;
	const late = frm.doc.state === "Overdue" && frm.doc.count_until < frappe.datetime.get_today();
	const button = frm.add_custom_button(__(form.doctype), () => duties.open_form(form, frm.doc.subject));
	if (!late) button.addClass("btn-primary");
}

function offer_taking(frm) {
	const { taken_by, name } = frm.doc;
	if (!taken_by) act(frm, __("I Take It"), () => duties.take(name));
	if (taken_by === frappe.session.user) act(frm, __("Give Back"), () => duties.give_back(name));
}

function offer_exemption(frm) {
	const { name, exempt_requested_by, exempt_reason, responsible_user } = frm.doc;
	const involved = [exempt_requested_by, responsible_user].includes(frappe.session.user);
	if (frm.perm[0]?.write && !involved) {
		act(frm, __("Grant Exemption"), () => duties.approve(name, exempt_reason));
		if (exempt_requested_by) act(frm, __("Decline Exemption"), () => duties.decline(name));
	} else if (!exempt_requested_by) {
		act(frm, __("Ask for an Exemption"), () => duties.ask_exemption(name));
	}
}

function offer_withdrawal(frm) {
	if (frm.doc.exempt_kind === "Approved" && frm.perm[0]?.write) {
		act(frm, __("Take Exemption Back"), () => duties.withdraw(frm.docname));
	}
}

function act(frm, label, run) {
	frm.add_custom_button(label, () => run().then(() => frm.reload_doc()));
}
