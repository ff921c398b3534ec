// Leave on a student's phone: what runs, what waits, what can be done now.
import { el } from "../lib/el.js";
import { day_of, minute_of } from "../lib/time.js";
import { position, read_photo } from "./device.js";
import { counselling_view } from "./counselling.js";
import { show_data_requests } from "./data_requests.js";
import { more_links, title_of } from "./student_more.js";
import { reading_view } from "./reading.js";
import { __, action, call, field, read_json, Refusal, request_key } from "./page.js";

const TYPES = () => [
	["Personal", __("Personal leave")],
	["Sick", __("Sick leave")],
	["Official", __("Official leave")],
	["Holiday", __("Holiday leave")],
];

let page, csrf, scan, home;

export async function show_student(element) {
	page = element;
	csrf = page.dataset.csrf;
	scan = read_json("campus-scan");
	window.addEventListener("hashchange", draw);
	await refresh();
}

const ask = (method, values) => call(`student.${method}`, values, { csrf });

async function refresh() {
	try {
		home = await ask("get_home");
		draw();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		page.replaceChildren(
			el("p.refusal", { role: "alert" }, error.message),
			action(__("Try again"), "primary", refresh)
		);
	}
}

const go = (view) => () => (location.hash = view);

function draw() {
	const [view, name] = location.hash.slice(1).split("/");
	const views = {
		request: request_form,
		emergency: emergency_form,
		extend: extend_form,
		explain: explain_form,
		residence: residence_form,
		data: () => [data_view()],
		counselling: () => [counselling_view(ask)],
		reading: () => [reading_view(ask)],
	};
	page.replaceChildren(
		el(
			"header",
			{},
			view ? el("a.back", { href: "#" }, "‹ ", __("Back")) : "",
			el("h1", {}, title_of(view))
		),
		...(views[view] ? views[view](name && decodeURIComponent(name)) : overview())
	);
	window.scrollTo(0, 0);
}

// overview

function overview() {
	return [
		el("p.who", {}, `${home.student.name} · ${home.student.unit}`),
		scan_notice(),
		el(
			"nav.start",
			{},
			el("button.primary", { type: "button", onclick: go("request") }, __("Ask for Leave")),
			el("button.danger", { type: "button", onclick: go("emergency") }, __("Emergency: Leave Now")),
			el("button", { type: "button", onclick: go("residence") }, __("Live off Campus")),
			el("button", { type: "button", onclick: go("counselling") }, __("Talk to the Counselling Centre"))
		),
		el("h2", {}, __("My Leave")),
		...(home.leaves.length ? home.leaves.map(leave_card) : [el("p.empty", {}, __("No leave yet."))]),
		home.residences.length ? el("h2", {}, __("Living off Campus")) : "",
		...home.residences.map(residence_card),
		...more_links(),
	];
}

/** Asked for when it is opened: the page of leaves does without. */
function data_view() {
	const place = el("div");
	show_data_requests(place, ask);
	return place;
}

function scan_notice() {
	if (!scan) return "";
	if (scan.error) return el("p.refusal", { role: "alert" }, scan.error);
	const back = home.leaves.find((leave) => leave.can.return);
	if (!back)
		return el("p.notice", {}, __("You scanned {0}. There is no leave to report back from.", scan.place));
	return el(
		"section.card.scan",
		{},
		el("p.lead", {}, __("You are at {0}. Report back from your leave?", scan.place)),
		scan.wants_position &&
			el(
				"p.help",
				{},
				__("Your position is compared once with this place and not kept. You may refuse.")
			),
		return_button(back)
	);
}

function leave_card(leave) {
	return el(
		`section.card.${leave.status.toLowerCase().replace(" ", "-")}`,
		{},
		el("div.top", {}, el("b", {}, leave.type_text), el("span.status", {}, leave.status_text)),
		el("p.when", {}, `${leave.from_text} → ${leave.to_text}`),
		el("p", {}, leave.destination),
		line(leave.extends && __("Extends {0}", leave.extends)),
		line(leave.waits_for && __("Waits for: {0}", leave.waits_for)),
		line(leave.parent),
		line(leave.approved_by && __("Approved by: {0}", leave.approved_by)),
		line(leave.note && __("Note: {0}", leave.note)),
		line(leave.returned_text && returned(leave)),
		el(
			"div.buttons",
			{},
			leave.can.return && !scan_covers(leave) && return_button(leave),
			...smaller_buttons(leave)
		),
		el("p.number", {}, leave.name)
	);
}

const line = (text) => (text ? el("p.line", {}, text) : "");
const scan_covers = (leave) => scan?.point && home.leaves.find((each) => each.can.return) === leave;

function returned(leave) {
	const said = __("Reported back {0}", leave.returned_text);
	return leave.status === "Verified" ? said : `${said}${__(", to be verified by your counsellor")}`;
}

function smaller_buttons(leave) {
	return [
		leave.can.extend &&
			el("button", { type: "button", onclick: go(`extend/${leave.name}`) }, __("Extend")),
		leave.can.explain &&
			el("button", { type: "button", onclick: go(`explain/${leave.name}`) }, __("Add the Reason")),
		leave.can.proof && proof_button(leave),
		leave.can.cancel &&
			action(
				__("Cancel this Leave"),
				"quiet",
				async () => {
					await ask("cancel_leave", { name: leave.name });
					await refresh();
				},
				__("Cancel this leave?")
			),
	];
}

function return_button(leave) {
	return action(
		__("I Am Back"),
		"primary",
		async () => {
			const place = scan?.point
				? { point: scan.point, code: scan.code, ...(await position(scan)) }
				: {};
			await ask("report_back", { name: leave.name, ...place });
			scan = null;
			history.replaceState(null, "", location.pathname);
			await refresh();
		},
		scan?.point ? "" : __("Report that you are back at school now?")
	);
}

function proof_button(leave) {
	const input = el("input", { type: "file", accept: "image/jpeg,image/png", hidden: true });
	const label = leave.proof ? __("Replace the Proof") : __("Add a Photo of the Proof");
	const button = action(
		label,
		"",
		() =>
			new Promise((resolve, reject) => {
				input.onchange = () => send_photo(leave, input.files[0]).then(resolve, reject);
				input.oncancel = () => resolve();
				input.click();
			})
	);
	return el("div", {}, input, button);
}

async function send_photo(leave, file) {
	if (!file) return;
	const content = await read_photo(file);
	await ask("attach_proof", { name: leave.name, file_name: file.name, content });
	await refresh();
}

function residence_card(residence) {
	return el(
		"section.card",
		{},
		el("div.top", {}, el("b", {}, residence.address), el("span.status", {}, residence.status_text)),
		el("p.when", {}, `${residence.from_text} → ${residence.to_text}`),
		line(residence.note && __("Note: {0}", residence.note)),
		el("p.number", {}, residence.name)
	);
}

// forms

// by the school's clock, wherever the phone believes to be
const in_hours = (hours) => new Date(new Date(home.now).getTime() + hours * 3600 * 1000);
const moment_input = (value) => el("input", { type: "datetime-local", required: true, value, step: 60 });
const text_input = (values = {}) => el("input", { required: true, maxlength: 140, ...values });
const phone_input = () => text_input({ type: "tel", value: home.student.phone || "", autocomplete: "tel" });

function form(title, rows, label, kind, purpose, send) {
	const node = el("form.card", { novalidate: true }, el("h2", {}, title), ...rows);
	node.append(
		action(label, kind, async () => {
			if (!node.reportValidity()) return;
			const { key, done } = request_key(purpose);
			await send(key);
			done();
			location.hash = "";
			await refresh();
		})
	);
	node.addEventListener("submit", (event) => event.preventDefault());
	return [node];
}

function request_form() {
	const type = el("select", {}, ...TYPES().map(([value, text]) => el("option", { value }, text)));
	const from = moment_input(minute_of(in_hours(1)));
	const to = moment_input(minute_of(in_hours(5)));
	const destination = el("textarea", { rows: 2, required: true, maxlength: 300 });
	const reason = el("textarea", { rows: 2, required: true, maxlength: 300 });
	const phone = phone_input();
	const companion = text_input({ required: false });
	return form(
		__("Ask for Leave"),
		[
			field(__("Kind of leave"), type),
			field(__("I leave at"), from),
			field(
				__("I am back by"),
				to,
				__("Overnight, or if you are under age: a parent confirms before the approval.")
			),
			field(__("Where I will be"), destination, __("City, street, and with whom you stay.")),
			field(__("Reason"), reason),
			field(__("My phone while away"), phone),
			field(__("Who goes with me (may stay empty)"), companion),
		],
		__("Send Request"),
		"primary",
		"request",
		(key) =>
			ask("request_leave", {
				key,
				leave_type: type.value,
				from_time: from.value,
				to_time: to.value,
				destination: destination.value,
				reason: reason.value,
				contact_phone: phone.value,
				companion: companion.value,
			})
	);
}

function emergency_form() {
	const destination = text_input();
	const phone = phone_input();
	return form(
		__("Emergency: Leave Now"),
		[
			el(
				"p.help",
				{},
				__(
					"Only when you must go at once, e.g. to hospital. Your counsellor is told immediately and calls you; the papers follow."
				)
			),
			field(__("Where I am going"), destination),
			field(__("My phone"), phone),
		],
		__("I Am Leaving Now"),
		"danger",
		"emergency",
		(key) => ask("request_emergency", { key, destination: destination.value, contact_phone: phone.value })
	);
}

function extend_form(name) {
	const leave = home.leaves.find((each) => each.name === name);
	if (!leave) return overview();
	const to = moment_input(leave.to_time.slice(0, 16).replace(" ", "T"));
	const reason = el("textarea", { rows: 2, required: true, maxlength: 300 });
	return form(
		__("Extend {0}", name),
		[
			el(
				"p.help",
				{},
				__("Ask before the leave ends ({0}). It counts only when it is approved.", leave.to_text)
			),
			field(__("New end"), to),
			field(__("Reason"), reason),
		],
		__("Send Request"),
		"primary",
		`extend-${name}`,
		(key) => ask("extend_leave", { key, name, to_time: to.value, reason: reason.value })
	);
}

function explain_form(name) {
	const leave = home.leaves.find((each) => each.name === name);
	if (!leave) return overview();
	const reason = el("textarea", { rows: 3, required: true, maxlength: 300 });
	return form(
		__("Add the Reason"),
		[
			field(
				__("Reason"),
				reason,
				__("What happened, and who is with you. A photo of the papers can follow.")
			),
		],
		__("Send Request"),
		"primary",
		`explain-${name}`,
		() => ask("explain_leave", { name, reason: reason.value })
	);
}

function residence_form() {
	const address = el("textarea", { rows: 2, required: true, maxlength: 300 });
	const reason = el("textarea", { rows: 2, required: true, maxlength: 300 });
	const from = el("input", { type: "date", required: true, value: day_of(in_hours(0)) });
	const to = el("input", { type: "date", required: true });
	const landlord = text_input({ type: "tel", required: false });
	const cohabitants = text_input({ required: false });
	const pledge = el("input", { type: "checkbox", required: true });
	return form(
		__("Live off Campus"),
		[
			field(__("Address, down to the door number"), address),
			field(__("Reason"), reason),
			field(__("First night"), from),
			field(__("Last night"), to, __("Not beyond this term; then apply again.")),
			field(__("Landlord's phone"), landlord),
			field(__("Who lives there, too"), cohabitants),
			el(
				"label.pledge",
				{},
				pledge,
				__(
					"I keep the school's safety rules outside, too: fire, electricity, gas, locks; I tell my counsellor when I move, and open the door to the monthly visit."
				)
			),
			el(
				"p.help",
				{},
				__(
					"Your counsellor calls your parents; then the college and Student Affairs decide. Until then you sleep in the dormitory."
				)
			),
		],
		__("Send Application"),
		"primary",
		"residence",
		(key) =>
			ask("apply_off_campus", {
				key,
				address: address.value,
				reason: reason.value,
				from_date: from.value,
				to_date: to.value,
				landlord_phone: landlord.value,
				cohabitants: cohabitants.value,
				safety_pledge: pledge.checked ? 1 : 0,
			})
	);
}
