// A student's own safety plan: behind a PIN, read at a glance, changed whenever they like.
// Nothing of it is kept on the phone.
import { el } from "../lib/el.js";
import { __, action, call, field } from "./page.js";

const PARTS = () => [
	["warning_signs", __("Warning signs"), __("How I notice that it begins.")],
	["own_steps", __("What I can do myself"), __("What has helped before, without anybody else.")],
	["places", __("Places and company"), __("Where there are people, and I feel better.")],
	["people", __("People I can ask for help"), __("Names and numbers.")],
	["professionals", __("Professionals I can call"), __("Centre, hospital, hotline, with numbers.")],
	["surroundings", __("Making my surroundings safe"), __("What is put away, by whom, and who keeps it.")],
];
const TELEPHONE = /(\+?\d[\d-]{3,}\d|\b1(?:10|19|20)\b)/;

let page, csrf;
let pin = ""; // while the plan is open, and nowhere else
let plan = null;
let editing = false;

export function show_safety_plan(element) {
	page = element;
	csrf = page.dataset.csrf;
	// who picks the phone up later finds the PIN again
	document.addEventListener("visibilitychange", () => {
		if (document.hidden && !editing) lock();
	});
	lock();
}

const ask = (method, values) => call(`safety_plan.${method}`, values, { csrf });

function lock() {
	[pin, plan, editing] = ["", null, false];
	draw(pin_form(), set_pin_form(), beginning());
}

function draw(...parts) {
	const back = page.dataset.atSchool ? el("a.back", { href: "/campus-student" }, "‹ ", __("Back")) : "";
	page.replaceChildren(el("header", {}, back, el("h1", {}, __("My Safety Plan"))), ...parts);
	window.scrollTo(0, 0);
}

// opening

const pin_input = () =>
	el("input", {
		type: "password",
		inputmode: "numeric",
		pattern: "[0-9]{6}",
		maxlength: 6,
		required: true,
		autocomplete: "off",
	});

function form(title, ...rows) {
	const node = el("form.card", { novalidate: true }, el("h2", {}, title), ...rows);
	node.addEventListener("submit", (event) => {
		event.preventDefault();
		node.querySelector("button.primary, button")?.click();
	});
	return node;
}

function pin_form() {
	const input = pin_input();
	const node = form(__("Open My Plan"), field(__("My PIN, six digits"), input));
	node.append(
		action(__("Open"), "primary", async () => {
			if (!node.reportValidity()) return;
			const given = input.value;
			plan = await ask("open_plan", { pin: given });
			pin = given;
			show();
		})
	);
	return node;
}

function set_pin_form() {
	const input = pin_input();
	const password = el("input", { type: "password", autocomplete: "current-password", maxlength: 140 });
	const node = form(
		__("Set a PIN"),
		field(__("New PIN, six digits"), input),
		field(
			__("Password of my account"),
			password,
			__("May stay empty while you sit with the centre and it has opened this for you.")
		)
	);
	node.append(
		action(__("Set This PIN"), "", async () => {
			if (!node.reportValidity()) return;
			const given = input.value;
			await ask("set_pin", { pin: given, password: password.value });
			plan = await ask("open_plan", { pin: given });
			pin = given;
			show();
		})
	);
	return el("details", {}, el("summary", {}, __("No PIN yet, or forgotten")), node);
}

function beginning() {
	return el(
		"p.help",
		{},
		__("A plan is written together with the counselling centre, in your own words."),
		" ",
		page.dataset.atSchool && el("a", { href: "/campus-student#counselling" }, __("Book a time there"))
	);
}

// reading

function show() {
	editing = false;
	draw(
		...PARTS().map(([name, title, help]) =>
			el("section.card.part", {}, el("h2", {}, title), text_of(plan.parts[name], help))
		),
		el(
			"div.buttons.no-print",
			{},
			action(__("Change My Plan"), "primary", edit),
			action(__("Print"), "", () => window.print()),
			action(__("Lock"), "quiet", lock)
		),
		el(
			"p.help.no-print",
			{},
			__("The psych teachers of the centre read it, nobody of your class or college.")
		)
	);
}

/** Numbers can be rung with one tap. */
function text_of(text, help) {
	if (!text) return el("p.empty", {}, help);
	const pieces = text
		.split(TELEPHONE)
		.map((piece, place) => (place % 2 ? el("a.dial", { href: `tel:${piece}` }, piece) : piece));
	return el("p.plan-text", {}, ...pieces);
}

// changing

function edit() {
	editing = true;
	const inputs = {};
	const rows = PARTS().map(([name, title, help]) => {
		inputs[name] = el("textarea", { rows: 3, maxlength: 2000 });
		inputs[name].value = plan.parts[name];
		return field(title, inputs[name], help);
	});
	const node = el("form.card", { novalidate: true }, ...rows);
	node.addEventListener("submit", (event) => event.preventDefault());
	node.append(
		el(
			"div.buttons",
			{},
			action(__("Save"), "primary", async () => {
				const parts = Object.fromEntries(
					Object.entries(inputs).map(([name, input]) => [name, input.value])
				);
				plan = await ask("save_plan", { pin, parts, seen: plan.seen });
				show();
			}),
			action(__("Leave It as It Was"), "quiet", show)
		)
	);
	draw(node);
}
