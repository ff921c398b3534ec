// A page of ours is read anew by a button; on a phone it is an icon alone, and still has its name.

export function add_refresh_button(page, load) {
	const words = __("Refresh");
	page.set_secondary_action(words, load, "refresh");
	page.btn_secondary.attr({ "aria-label": words, title: words });
}
