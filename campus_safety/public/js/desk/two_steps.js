// A long new form in two steps: first what nobody else can write down tonight, then the rest, which may wait.

/** second: fieldnames of sections and fields that come second; words: of the button that shows them. */
export function two_steps(frm, second, words) {
	frm.layout.wrapper.find(".campus-second-step").remove();
	const hides = frm.is_new() && frm.campus_second_step !== frm.docname;
	for (const field of second) frm.set_df_property(field, "hidden", hides ? 1 : 0);
	if (!hides) return;
	$(`<div class="campus-second-step"><button type="button" class="btn btn-default">${words}</button></div>`)
		.on("click", "button", (event) => {
			event.preventDefault();
			frm.campus_second_step = frm.docname; // the next new one begins with its first step
			two_steps(frm, second, words);
			frm.fields_dict[second[0]].wrapper?.[0]?.scrollIntoView({ behavior: "smooth" });
		})
		.appendTo(frm.layout.wrapper);
}
