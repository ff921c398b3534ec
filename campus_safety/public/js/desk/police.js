// 推送公安: the print for the police, numbered; the reason is kept in the access log.

import { ask_reason, show_page } from "./ledger_export.js";

export function print_push(frm) {
	ask_reason(__("Print for the Police"), (reason) =>
		show_page("police.print_push", { push: frm.docname, reason })
	);
}
