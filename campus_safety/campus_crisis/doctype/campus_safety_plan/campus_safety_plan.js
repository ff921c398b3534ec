// 安全计划: written side by side; the student takes it along on the phone, behind a PIN of their own.

frappe.ui.form.on("Campus Safety Plan", {
	refresh(frm) {
		const words = frm.is_new()
			? __("Write it together, in the student's own words. No promise is asked for in it.")
			: __("The student reads and changes it at {0}, behind a PIN of their own.", [
					`${location.host}/campus-safety-plan`,
				]);
		frm.set_intro(words, "blue");
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Let the Student Set a PIN"), () => open_pin(frm));
	},
});

function open_pin(frm) {
	frappe.confirm(
		__(
			"For two hours the student can set a PIN without the account's password. An older PIN is gone. Go on?"
		),
		async () => {
			await campus_safety.post("crisis.open_plan_pin", { plan: frm.docname });
			await frm.reload_doc();
		}
	);
}
