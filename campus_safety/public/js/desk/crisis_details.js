// Under a crisis on a board: what is next, and what is the matter with its care.

import { moment_of } from "./text.js";

export function crisis_details({ next_due, danger_now, watched, no_owner }) {
	const words = [
		danger_now && [__("In danger now"), "red"],
		watched && [__("Watched over"), "orange"],
		no_owner && [__("Nobody answers"), "red"],
	].filter(Boolean);
	const pills = words.map(
		([word, color]) => `<span class="indicator-pill no-indicator-dot ${color}">${word}</span>`
	);
	if (next_due) pills.push(`<span>${__("Next action: {0}", [moment_of(next_due)])}</span>`);
	return pills.length ? `<div class="campus-note">${pills.join(" ")}</div>` : "";
}
