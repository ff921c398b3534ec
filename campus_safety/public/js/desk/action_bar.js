// On a phone the framework hides what a form is for in a menu without a word. Here the steps of the workflow, and the
// form's own first button, stand at the lower edge under the thumb. They are the framework's: one taps those.

import { is_end } from "./bulk_actions.js";
import { is_ours } from "./declared.js";
import { quietly } from "./framework.js";
import { escape } from "./text.js";

const MOST = 4; // more stay in the menu, which is then shown as well
const ASKS_ITSELF = ["Reject"]; // for the reason

$(document).on("form-refresh", (_event, frm) => {
	if (frm?.page?.actions && is_ours(frm.doctype)) quietly("action bar", () => bar_of(frm).show(frm));
});

function bar_of(frm) {
	return (frm.page.campus_bar = frm.page.campus_bar || new ActionBar(frm.page));
}

class ActionBar {
	constructor(page) {
		this.page = page;
		this.node = $('<div class="campus-action-bar" role="group"></div>')
			.attr("aria-label", __("Actions"))
			.appendTo(page.wrapper);
		// the steps come after the form has been drawn, and go when somebody types
		const observer = new MutationObserver(() => quietly("action bar", () => this.draw()));
		const what = { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] };
		for (const place of [page.actions_btn_group, page.inner_toolbar]) observer.observe(place[0], what);
	}

	show(frm) {
		this.frm = frm;
		this.draw();
	}

	draw() {
		const found = this.buttons();
		const labels = found.map(([label]) => label).join("\n");
		// marks on what is the framework's, for the style alone
		this.page.wrapper.attr("data-bar", found.length ? "campus" : null);
		this.page.actions_btn_group.attr("data-bar", this.has_all ? "campus" : null);
		if (labels === this.labels) return (this.targets = found.map(([, target]) => target));
		this.labels = labels;
		this.targets = found.map(([, target]) => target);
		this.node.empty();
		found.forEach(([label], place) =>
			$(`<button type="button" class="btn ${place ? "btn-default" : "btn-primary"}"></button>`)
				.text(label)
				.on("click", () => this.press(label, place))
				.appendTo(this.node)
		);
	}

	// a thumb slips: what ends something is asked first
	press(label, place) {
		const act = () => this.targets[place].trigger("click");
		if (!this.ends().has(label)) return act();
		frappe.confirm(__("{0}. Go on?", [escape(label)]), act);
	}

	ends() {
		const { doctype } = this.frm;
		const steps = frappe.workflow.workflows?.[doctype]?.transitions || [];
		const found = steps.filter(({ action }) => is_end(action) && !ASKS_ITSELF.includes(action));
		return new Set(found.map(({ action }) => __(action, null, doctype)));
	}

	// [label, what is pressed]: the form's own first button, then the steps it does not offer itself
	buttons() {
		const own = this.page.inner_toolbar.children("button.btn-primary").get();
		const steps = this.page.actions_btn_group.hasClass("hide")
			? []
			: this.page.actions.find("li.user-action a").get();
		const found = new Map();
		const left_out = this.frm?.campus_offers || [];
		for (const node of [...own, ...steps]) {
			const label = label_of(node);
			if (label && !found.has(label) && !left_out.includes(label)) found.set(label, $(node));
		}
		// where nothing was found, or not all fits, the framework's menu stays
		this.has_all = steps.length > 0 && found.size <= MOST;
		const ends = this.ends();
		const last = ([label]) => Number(ends.has(label));
		return [...found].sort((one, other) => last(one) - last(other)).slice(0, MOST);
	}
}

function label_of(node) {
	const label = node.querySelector(".menu-item-label");
	return (label || node).textContent.trim();
}
