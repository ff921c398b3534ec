// The page of the counselling centre for who comes without a name: a code leads back, and nothing else does.
import { el } from "../lib/el.js";
import { show_counselling } from "./counselling.js";
import { __, action, call, field, Refusal } from "./page.js";

let page;
const ask = (method, values) => call(`counselling_guest.${method}`, values, { guest: true });
const slot_of = ({ shift, starts_at }) => ({ shift, starts_at });

export async function show_nameless(element) {
	page = element;
	await start();
}

async function start() {
	const place = el("div");
	page.replaceChildren(head(), code_form(), place);
	await show_counselling(place, {
		nameless: true,
		promise: () =>
			__(
				"You need not say who you are. Nobody at your college, your class or your dormitory learns of it."
			),
		load: async () => ({ free: await ask("get_free"), own: [] }),
		book: (values) => ask("book", values),
		booked: show_code,
	});
}

const head = () => el("header", {}, el("h1", {}, __("Counselling Centre")));

function code_form(problem) {
	const code = el("input.code", {
		required: true,
		maxlength: 40,
		autocomplete: "off",
		autocapitalize: "none",
		spellcheck: "false",
	});
	const form = el(
		"form.card",
		{ novalidate: true },
		el("h2", {}, __("I Have a Code")),
		problem && el("p.refusal", { role: "alert" }, problem),
		field(__("My code"), code)
	);
	form.append(
		action(__("Show my Appointment"), "", async () => {
			if (!form.reportValidity()) return;
			const given = code.value;
			await ask("look", { code: given });
			await show_mine(given);
		})
	);
	form.addEventListener("submit", (event) => event.preventDefault());
	return form;
}

/** Shown once: the site keeps a fingerprint only. */
function show_code(code) {
	page.replaceChildren(
		head(),
		el(
			"section.card.scan",
			{ role: "status" },
			el("p.lead", {}, __("Your code. Write it down or take a picture: it is shown this once.")),
			el("p.code", {}, code),
			el("p", {}, __("With it you look here for the answer, choose another time, or cancel.")),
			action(__("I Have Kept It: Show my Appointment"), "primary", () => show_mine(code))
		)
	);
	window.scrollTo(0, 0);
}

async function show_mine(code) {
	const place = el("div");
	const back = el("button.back.quiet", { type: "button", onclick: start }, "‹ ", __("Back"));
	page.replaceChildren(el("header", {}, back, el("h1", {}, __("Counselling Centre"))), place);
	try {
		await show_counselling(place, road_of(code));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		page.replaceChildren(head(), code_form(error.message));
	}
}

function road_of(code) {
	return {
		nameless: true,
		promise: () => __("The code alone leads here. Close this page when you are done."),
		load: async () => {
			const [free, own] = await Promise.all([ask("get_free"), ask("look", { code })]);
			return { free, own };
		},
		book: (values) => ask("book", values),
		booked: show_code,
		cancel: (name) => ask("cancel", { code, name }),
		move: (name, slot) => ask("choose_another", { code, name, ...slot_of(slot) }),
	};
}
