// 普测批次: forecast and waves before it opens, progress while it runs, figures when it is over.

frappe.ui.form.on("Campus Screening Campaign", {
	setup(frm) {
		frm.set_query("scale", "scales", { filters: { enabled: 1 } });
		frm.set_query("college", "waves", { filters: { unit_type: "College" } });
	},

	refresh(frm) {
		show_forecast(frm);
		frm.get_field("figures_html").$wrapper.empty();
		if (frm.is_new()) return;
		if (frm.doc.status !== "Draft" && campus_safety.declared.may.screen) show_progress(frm);
		if (frm.is_dirty() || !campus_safety.declared.may.lead_screening) return;
		if (frm.doc.status === "Draft") {
			frm.add_custom_button(__("Forecast and Waves"), () => act(frm, "plan_waves"));
			frm.add_custom_button(__("Publish"), () => confirm_publish(frm)).addClass("btn-primary");
		} else {
			frm.add_custom_button(__("Release Figures"), () => confirm_release(frm));
			frm.add_custom_button(__("Screening Figures"), () =>
				frappe.set_route("query-report", "Campus Screening Figures", { campaign: frm.docname })
			);
		}
		if (frm.doc.status === "Published") {
			frm.add_custom_button(__("Close Campaign"), () =>
				frappe.confirm(__("Close the campaign? No more results are taken over."), () =>
					act(frm, "close")
				)
			);
		}
	},
});

const act = (frm, method) =>
	campus_safety.post(`psychology.${method}`, { campaign: frm.docname }).then(() => frm.reload_doc());

function confirm_publish(frm) {
	const { interviews, weeks } = forecast_of(frm);
	const text = interviews
		? __("Publish? About {0} interviews are to be expected; the centre needs {1} weeks for them.", [
				interviews,
				weeks || "?",
			])
		: __("Publish? From then on students read the consent and nothing in it changes any more.");
	frappe.confirm(text, () => act(frm, "publish"));
}

function confirm_release(frm) {
	frappe.confirm(
		__(
			"Release the figures? Everybody with the right to figures reads them as they stand now. What is out stays out: later releases hide what the difference would tell."
		),
		() => act(frm, "release_figures")
	);
}

const forecast_of = (frm) => JSON.parse(frm.doc.forecast || "{}");

function show_forecast(frm) {
	const place = frm.get_field("forecast_html").$wrapper.empty();
	const found = forecast_of(frm);
	if (!found.students) return;
	const text = __(
		"{0} students are asked. At {1} percent about {2} interviews are due; with {3} hours a week that takes {4} weeks.",
		[found.students, found.rate, found.interviews, found.hours_a_week, found.weeks || "?"]
	);
	const source = found.from_shifts
		? __("The hours are what the centre's shifts of these weeks leave free.")
		: __("No shift of these weeks is planned yet: the hours are those of the settings.");
	$("<p>").addClass("campus-forecast").text(text).appendTo(place);
	$("<p>").addClass("text-muted").text(source).appendTo(place);
}

function show_progress(frm) {
	campus_safety.get("psychology.get_progress", { campaign: frm.docname }).then((found) => {
		const statuses = [
			"Untested",
			"Tested",
			"To Interview",
			"Interviewed",
			"Graded",
			"Declined",
			"Excused",
		];
		const heads = [
			__("College"),
			...statuses.map((status) => __(status, null, "Campus Screening Result")),
		];
		const rows = Object.entries(found).map(([college, counts]) => [
			college || "-",
			...statuses.map((status) => counts[status] || 0),
		]);
		frm.get_field("figures_html")
			.$wrapper.empty()
			.append(campus_safety.import_table("", heads, rows));
	});
}
