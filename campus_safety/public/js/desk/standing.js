// How much attention a student needs, and the advice that goes with it: for the class's staff, never the reason.

import { escape } from "./text.js";

/** A box in the level's colour; `beside` stands behind its title, `below` under the advice: markup. */
export function standing_markup({ level, color, advice }, beside = "", below = "") {
	const title = __("Attention level: {0}", [escape(level)]);
	const text = advice ? `<div class="campus-standing-advice">${escape(advice)}</div>` : "";
	return `<div class="campus-standing" data-color="${escape(color || "gray")}">
		<div><strong>${title}</strong>${beside}</div>${text}${below}
	</div>`;
}
