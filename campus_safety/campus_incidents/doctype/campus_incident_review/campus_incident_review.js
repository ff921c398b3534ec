// 事件复盘: begins with what became of the actions of earlier reviews, then the notice's sections.

const { download_file, escape, get, post } = campus_safety;

frappe.ui.form.on("Campus Incident Review", {
	setup(frm) {
		frm.set_query("responsible_unit", "actions", () => ({
			filters: { unit_type: ["in", ["Department", "College"]], disabled: 0 },
		}));
	},

	async refresh(frm) {
		if (!frm.is_new() && frappe.perm.has_perm(frm.doctype, 0, "print", frm.doc))
			frm.page.add_menu_item(__("Download as Word File"), () => download_paper(frm.docname));
		const panel = frm.fields_dict.panel.$wrapper.empty();
		if (frm.is_new()) return;
		const name = frm.docname;
		const earlier = await get("reviews.get_earlier", { review: name });
		if (frm.docname !== name) return;
		draw(earlier).appendTo(panel);
		if (frm.doc.status === "Draft" && frm.perm[0]?.write)
			frm.add_custom_button(__("Collect Anew"), async () => {
				if (frm.is_dirty()) await frm.save();
				await post("reviews.collect", { review: frm.docname });
				await frm.reload_doc();
			});
	},
});

function download_paper(review) {
	return download_file(
		"reviews.export_paper",
		{ review },
		(given) => `${__("Review of an Incident")} ${given}`,
		{
			meanwhile: __("Writing the paper …"),
			failed: __("Not written"),
		}
	);
}

function draw({ actions, finished, late, overdue, rows }) {
	const box = $("<section></section>");
	if (!actions) return box.append($("<p></p>").text(__("No earlier review has an action yet.")));
	$('<div class="campus-clock" role="status"></div>')
		.toggleClass("is-late", overdue > 0)
		.text(
			__("Of {0} actions of earlier reviews {1} are finished ({2} late), {3} are overdue.", [
				actions,
				finished,
				late,
				overdue,
			])
		)
		.appendTo(box);
	for (const { action, responsible_unit, due } of rows.slice(0, 5))
		$('<div class="campus-call"></div>')
			.append(
				$('<span class="campus-call-name"></span>').append(
					escape(action),
					$("<small></small>").text(`${responsible_unit} · ${campus_safety.day(due)}`)
				)
			)
			.appendTo(box);
	return box;
}
