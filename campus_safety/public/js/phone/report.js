// Reporting something unusual on a phone: two facts are enough. By name, or without: then a receipt code leads back,
// and nothing else does. The address of the page never changes, so its history tells nothing.
import { el } from "../lib/el.js";
import { read_photo } from "./device.js";
import { __, action, call, field, read_json, Refusal, request_key } from "./page.js";
import { help_card, show_code, show_mine, with_code } from "./report_receipt.js";

const SIGNS = () => [
	["Emotion", __("Mood: crying, anger, very quiet")],
	["Self-harm Words", __("Speaks of hurting themselves, of dying")],
	["Farewell Acts", __("Says farewell, gives things away")],
	["Behaviour", __("Behaves strangely")],
	["Routine", __("Does not sleep, does not eat, does not come")],
	["Lost Contact", __("Cannot be reached")],
	["Conflict", __("Quarrel")],
	["Bullying", __("Bullying")],
	["Violence Threat", __("Threatens with violence")],
	["Sexual Harm", __("Sexual harm")],
	["Loan or Gambling", __("Loans, gambling")],
	["Speech", __("Strange things said")],
	["Online", __("Something online")],
	["Seen on Video", __("Seen on a video")],
];
const LONGEST = 4000;
const MOST_PIXELS = 1600;

let page, state;

export async function show_report(element) {
	page = element;
	state = read_json("campus-report");
	draw(start());
}

function draw(...parts) {
	page.replaceChildren(el("header", {}, el("h1", {}, __("Report Something Unusual"))), ...parts.flat());
	window.scrollTo(0, 0);
}

function start() {
	return [
		el("p.help", {}, __("In danger: call first, then write.")),
		call_line(),
		state.name ? named_start() : "",
		state.open
			? el(
					"section.card",
					{},
					el("h2", {}, __("Without My Name")),
					el(
						"p",
						{},
						__(
							"Nothing about you is kept: no account, no address, no device. You get a code to look for the answer."
						)
					),
					button(__("Report without My Name"), state.name ? "" : "primary", () => draw(form(false)))
				)
			: el(
					"p.notice",
					{ role: "status" },
					__("Without a name nobody takes reports just now. Please call {0}.", state.lines.phone)
				),
		code_form(),
		el("p.more", {}, el("a", { href: "/campus-who-sees" }, __("Who Sees What I Write"))),
		state.name
			? ""
			: el(
					"p.more",
					{},
					el("a", { href: "/login?redirect-to=/campus-report" }, __("Log In and Report by Name"))
				),
	];
}

const button = (label, kind, onclick) =>
	el(`button${kind ? `.${kind}` : ""}`, { type: "button", onclick }, label);

const call_line = () =>
	el(
		"p.ring",
		{},
		el("a.dial", { href: `tel:${state.lines.phone}` }, __("On duty at school: {0}", state.lines.phone))
	);

function named_start() {
	const mine = el("div");
	load_mine(mine);
	return el(
		"section.card",
		{},
		el("h2", {}, __("By Name: {0}", state.name)),
		el(
			"p",
			{},
			__("Only who takes reports sees your name. They can ask you, and you hear what becomes of it.")
		),
		button(__("Report by Name"), "primary", () => draw(form(true))),
		mine
	);
}

async function load_mine(place) {
	const own = await call("reports.get_mine").catch(() => []);
	if (own.length) show_mine(place, own, answer_mine, prove_mine);
}

const prove_mine = (report) => call("reports.prove_mine", { report }, { csrf: page.dataset.csrf });

const answer_mine = async (report, text) => {
	const { help, lines } = await call("reports.answer_mine", { report, text }, { csrf: page.dataset.csrf });
	draw(help ? help_card(lines) : "", start());
};

// the code

function code_form() {
	const code = el("input.code", {
		required: true,
		maxlength: 30,
		inputmode: "numeric",
		autocomplete: "off",
		spellcheck: "false",
	});
	const box = el(
		"form.card",
		{ novalidate: true },
		el("h2", {}, __("I Have a Receipt Code")),
		field(__("My receipt code"), code)
	);
	box.append(
		action(__("Look What Became of It"), "", async () => {
			if (!box.reportValidity()) return;
			await look(code.value);
		})
	);
	box.addEventListener("submit", (event) => event.preventDefault());
	return box;
}

async function look(code) {
	show_one(code, await with_code("look", { code }, wait_shown));
}

function show_one(code, one) {
	const place = el("div");
	show_mine(
		place,
		[one],
		async (_report, text) => {
			show_one(code, await with_code("answer", { code, text }, wait_shown));
		},
		() => with_code("prove", { code }, wait_shown)
	);
	draw(
		one.help ? help_card(one.lines) : "",
		back(),
		place,
		el("p.help", {}, __("The receipt code alone leads here. Close this page when you are done."))
	);
}

/** A wrong code, or a flood, costs time: it is shown, and goes on by itself. */
function wait_shown(seconds) {
	const left = el("p.notice", { role: "status" });
	page.append(left);
	left.scrollIntoView();
	const say = () => (left.textContent = __("Very much is coming in. It goes on in {0} seconds.", seconds));
	say();
	return new Promise((resolve) => {
		const timer = setInterval(() => {
			seconds -= 1;
			say();
			if (seconds > 0) return;
			clearInterval(timer);
			left.remove();
			resolve();
		}, 1000);
	});
}

const back = () => button(`‹ ${__("Back")}`, "quiet", () => draw(start()));

// the form

function form(by_name) {
	const box = el("form.card", { novalidate: true });
	const signs = SIGNS().map(([value, text]) => [value, tick(text)]);
	const facts = el("textarea", { required: true, rows: 5, maxlength: LONGEST });
	const about = el("input", { maxlength: 300, autocomplete: "off" });
	const place = el("input", { maxlength: 140, autocomplete: "off" });
	const contact = by_name && el("input", { maxlength: 40, inputmode: "tel", autocomplete: "off" });
	const urgent = tick(__("Somebody may be in danger now"));
	const staff = tick(__("It is about a teacher or another member of staff"));
	const photo = el("input", { type: "file", accept: "image/*" });
	const values = async () => ({
		facts: facts.value,
		about: about.value,
		place: place.value,
		signs: signs.filter(([, line]) => ticked(line)).map(([value]) => value),
		urgency: ticked(urgent) ? "Urgent" : "Normal",
		concerns_staff: ticked(staff) ? 1 : 0,
		photo: photo.files[0] ? await small_photo(photo.files[0]) : "",
		...(by_name && { contact: contact.value }),
	});
	box.append(
		el("h2", {}, by_name ? __("By Name: {0}", state.name) : __("Without My Name")),
		field(__("What happened?"), facts, __("What you saw and heard. A few words are enough.")),
		el(
			"fieldset.question",
			{},
			el("legend", {}, __("What is it about?")),
			...signs.map(([, line]) => line)
		),
		field(
			__("Who is it about? (if you know)"),
			about,
			__("Name, class or room, or what they look like.")
		),
		field(__("Where?"), place),
		urgent,
		staff,
		field(
			__("Photo (if you like)"),
			photo,
			__("It is painted anew: place, time and device are taken out.")
		),
		...(by_name ? [field(__("How can we reach you? (if you like)"), contact)] : []),
		action(__("Send"), "primary", async () => {
			if (!box.reportValidity()) return;
			const told = await values();
			if (needs_help(told)) return draw(first_help(told, by_name));
			await send(told, by_name);
		})
	);
	box.addEventListener("submit", (event) => event.preventDefault());
	return [back(), call_line(), box];
}

function tick(text) {
	return el("label.choice", {}, el("input", { type: "checkbox" }), el("span", {}, text));
}
const ticked = (line) => line.firstChild.checked;

const HELP_SIGNS = ["Self-harm Words", "Farewell Acts"];
const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
function needs_help({ facts, about, signs, urgency }) {
	const text = plain(facts + about);
	return (
		urgency === "Urgent" ||
		signs.some((sign) => HELP_SIGNS.includes(sign)) ||
		state.help_words.some((word) => text.includes(plain(word)))
	);
}

/** Before anything is stored. */
function first_help(told, by_name) {
	return [
		help_card(state.lines),
		el("p", {}, __("Your report is not sent yet. Whoever is on duty is called the moment it is.")),
		el(
			"div.buttons",
			{},
			action(__("I Have Seen the Numbers: Send Now"), "primary", () => send(told, by_name))
		),
	];
}

async function send(told, by_name) {
	if (by_name) {
		const { key, done } = request_key("report");
		const { help, lines } = await call(
			"reports.file_by_name",
			{ key, ...told },
			{ csrf: page.dataset.csrf }
		);
		done();
		return draw(
			help ? help_card(lines) : "",
			el(
				"p.notice.confirmed",
				{ role: "status" },
				__("It has arrived. You hear when somebody has taken it.")
			),
			back()
		);
	}
	const { token, wait } = await call("reports.begin", { purpose: "report" }, { guest: true });
	if (wait) await wait_shown(wait);
	const { code, help, lines } = await call("reports.send", { token, ...told }, { guest: true });
	show_code(code, {
		draw,
		help: help ? lines : null,
		done: () =>
			draw(
				el("p.notice.confirmed", { role: "status" }, __("Thank you. Look again with your code.")),
				back()
			),
	});
}

/** Made smaller on the phone; what the camera wrote into the file stays there. */
async function small_photo(file) {
	const picture = new Image();
	picture.src = await read_photo(file);
	try {
		await picture.decode();
	} catch {
		throw new Refusal(__("This is not a photo that can be shown."));
	}
	const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.round(picture.width * scale);
	canvas.height = Math.round(picture.height * scale);
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas.toDataURL("image/jpeg", 0.85);
}
