// A document that says how far work in the background is: read anew every few seconds until the work is over. It also
// works where no socket does.

const AGAIN_MS = 3000;

export function watch_run(doctype, is_at_work) {
	function again(frm) {
		clearTimeout(frm.run_timer);
		if (!is_at_work(frm.doc)) return;
		frm.run_timer = setTimeout(
			() => (cur_frm !== frm || document.hidden ? again(frm) : frm.reload_doc()),
			AGAIN_MS
		);
	}
	frappe.ui.form.on(doctype, {
		refresh: again,
		on_hide(frm) {
			clearTimeout(frm.run_timer);
		},
	});
}
