// Buttons that stand for a choice.

/** pressed: for one that stays pressed; leave it out for one that acts. */
export function chip(text, pressed) {
	const button = $('<button type="button" class="btn btn-default btn-sm campus-chip"></button>').text(text);
	return pressed === undefined ? button : button.attr("aria-pressed", Boolean(pressed));
}

/** Selects as buttons: one tap instead of three. */
export function as_chips(frm, fields) {
	for (const fieldname of fields) {
		const control = frm.fields_dict[fieldname];
		const select = control?.$input;
		if (!select?.length) continue;
		let row = control.$wrapper.find(".campus-chips");
		if (!row.length) {
			row = $('<div class="campus-chips" role="group"></div>').insertAfter(
				select.closest(".control-input").length ? select : control.input_area
			);
			select.closest(".control-input").addClass("campus-as-chips");
			for (const option of select.find("option").get()) {
				if (!option.value) continue;
				chip(__(option.value, null, frm.doctype), false)
					.attr("data-value", option.value)
					.on("click", () => frm.set_value(fieldname, option.value))
					.appendTo(row);
			}
		}
		row.find(".campus-chip").each((_index, button) => {
			button.setAttribute("aria-pressed", button.dataset.value === frm.doc[fieldname]);
		});
	}
}
