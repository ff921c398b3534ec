// A screening on a student's phone: what it is, agreeing by purpose, answering, taking back.
// The help lines stand on every view; with an answer about self-harm they come before anything is stored.
import { el } from "../lib/el.js";
import { __, action, call, Refusal } from "./page.js";

const PURPOSES = () => [
	[
		"Screening",
		__("Take part"),
		__("The psychological centre reads my answers, to see whether somebody should talk with me."),
	],
	[
		"Share Level and Advice",
		__("Tell my counsellor how to support me"),
		__("After a talk with the centre my counsellor learns level and advice. Never answers or scores."),
	],
	[
		"Tell Parents in Danger",
		__("Tell my parents if my life is in danger"),
		__("The centre speaks with me first, as far as there is time."),
	],
	[
		"Statistics",
		__("Count me in statistics"),
		__("Numbers without names, and none of fewer than five people."),
	],
];
const STATES = () => ({ Given: __("agreed"), Declined: __("not agreed"), Withdrawn: __("taken back") });

const HOME = "/campus-student";

let page, csrf, home;

export async function show_screening(element) {
	page = element;
	csrf = page.dataset.csrf;
	await refresh();
}

const ask = (method, values) => call(`screening.${method}`, values, { csrf });

async function refresh() {
	try {
		home = await ask("get_home");
		draw(...overview());
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		draw(el("p.refusal", { role: "alert" }, error.message), action(__("Try again"), "primary", refresh));
	}
}

function draw(...parts) {
	page.replaceChildren(el("header", {}, el("h1", {}, __("How Are You?"))), ...parts);
	if (home && !page.querySelector(".help-lines.loud")) page.append(help_lines(home.help));
	window.scrollTo(0, 0);
}

/** On every view, quiet; `loud` where somebody may need it now. */
function help_lines(help, loud = false) {
	return el(
		`section.card.help-lines${loud ? ".loud" : ""}`,
		{ "aria-label": __("Somebody to talk to, now") },
		el("p.lead", {}, __("Somebody to talk to, now")),
		phone(help.hotline, __("Psychological hotline, day and night")),
		help.centre && phone(help.centre, __("Psychological centre of the school")),
		el("p.help", {}, __("In danger: 120 or 110."))
	);
}

const phone = (number, label) =>
	number && el("p", {}, el("a.dial", { href: `tel:${number}` }, number), " ", el("span.help", {}, label));

// overview

function overview() {
	const { student, campaigns } = home;
	return [
		el("p", {}, el("a.back", { href: HOME }, "‹ ", __("Back"))),
		el("p.who", {}, `${student.name} · ${student.unit}`),
		...(campaigns.length
			? campaigns.map(campaign_card)
			: [el("p.empty", {}, __("There is no screening for you now."))]),
	];
}

function campaign_card(campaign) {
	return el(
		"section.card",
		{},
		el("div.top", {}, el("b", {}, campaign.title)),
		campaign.open && !campaign.done && el("p.when", {}, __("until {0}", campaign.until)),
		...(campaign.done ? what_comes_next() : []),
		...(campaign.answered ? after_consent(campaign) : campaign.done ? [] : consent_form(campaign))
	);
}

/** The same for everybody: what a result was, this page never says. */
function what_comes_next() {
	return [
		el("p.lead", {}, __("Done. There is nothing left for you to do here.")),
		el("p", {}, __("If a talk may help, somebody of the centre writes or calls you.")),
		el("p.more", {}, el("a", { href: `${HOME}#counselling` }, __("I would like to talk to somebody"))),
	];
}

// consent

function consent_form(campaign) {
	if (!campaign.here) {
		return [el("p", {}, __("You answer and agree on the school's screening platform."))];
	}
	const ticks = PURPOSES().map(([permission, label, text]) => {
		const input = el("input", { type: "checkbox", name: permission });
		return [permission, input, tick(input, label, text)];
	});
	const first = ticks[0][1];
	return [
		el("p.consent-text", {}, campaign.text),
		el("p.help", {}, __("Each is yours to decide. Saying no has no consequence for you.")),
		...ticks.map(([, , line]) => line),
		el(
			"div.buttons",
			{},
			action(__("Save What I Ticked"), "primary", async () => {
				if (!first.checked) {
					throw new Refusal(
						__(
							"Nothing works without the first one. If you do not want to take part, say so below."
						)
					);
				}
				await agree(
					campaign,
					Object.fromEntries(ticks.map(([permission, input]) => [permission, input.checked]))
				);
			}),
			action(
				__("I Do Not Take Part"),
				"quiet",
				() => agree(campaign, {}),
				__("You do not take part? You can still change your mind while the screening runs.")
			)
		),
	];
}

function tick(input, label, text) {
	return el("label.pledge.purpose", {}, input, el("span", {}, el("b", {}, label), el("br"), text));
}

async function agree(campaign, wanted) {
	await ask("agree", { campaign: campaign.name, wanted });
	await refresh();
}

function after_consent(campaign) {
	const states = STATES();
	return [
		campaign.waits_for_guardian &&
			el("p.notice", {}, __("You are under age: a parent agrees, too. The centre calls them.")),
		...campaign.scales.map((scale) => scale_line(campaign, scale)),
		campaign.open &&
			campaign.given.Screening !== "Given" &&
			el(
				"div",
				{},
				el("p", {}, __("You do not take part. That is all right.")),
				el(
					"button",
					{
						type: "button",
						onclick: () => draw(back(), el("section.card", {}, ...consent_form(campaign))),
					},
					__("Change My Mind")
				)
			),
		el(
			"details",
			{},
			el("summary", {}, __("What I Agreed To")),
			el("p.consent-text", {}, campaign.text),
			...PURPOSES().map(([permission, label]) =>
				el(
					"div.given",
					{},
					el("p.line", {}, `${label}: ${states[campaign.given[permission]] || __("not agreed")}`),
					campaign.given[permission] === "Given" && take_back(campaign, permission)
				)
			)
		),
	];
}

function take_back(campaign, permission) {
	const sure =
		permission === "Screening"
			? __("Take it back? Your answers and scores are deleted at once.")
			: __("Take this consent back?");
	return action(
		__("Take Back"),
		"quiet",
		async () => {
			await ask("take_back", { campaign: campaign.name, permission });
			await refresh();
		},
		sure
	);
}

const back = () => el("p", {}, el("button.quiet", { type: "button", onclick: refresh }, "‹ ", __("Back")));

// questions

function scale_line(campaign, { scale, sat, open }) {
	if (sat) return el("p.line", {}, __("{0}: answered. Thank you.", scale));
	if (open) {
		return action(__("Answer {0}", scale), "primary", async () => {
			const questions = await ask("begin", { campaign: campaign.name, scale });
			question_form(campaign, questions);
		});
	}
	if (campaign.given.Screening !== "Given" || !campaign.open || campaign.waits_for_guardian) return "";
	return el(
		"p.notice",
		{},
		home.watched
			? ""
			: __(
					"Questions open while somebody of the centre is on duty, so that nobody is left alone with an answer. Come back when the centre is open."
				)
	);
}

function question_form(campaign, { scale, items }) {
	const answers = new Map();
	const place = el("div.help-place", { "aria-live": "polite" });
	const send = action(__("Send My Answers"), "primary", () =>
		send_answers(campaign, scale, items, answers)
	);
	draw(
		back(),
		el("h2", {}, scale),
		el("p.help", {}, __("There is no right and no wrong. Nothing is stored before you send it.")),
		...items.map((item) => question(item, answers, place)),
		place,
		send
	);
}

function question(item, answers, place) {
	const choose = (value) => {
		answers.set(item.no, value);
		const needs = item.help && value > item.options[0].value;
		if (item.help) place.replaceChildren(needs ? help_lines(home.help, true) : "");
	};
	return el(
		"fieldset.card.question",
		{},
		el("legend", {}, `${item.no}. ${item.text}`),
		...item.options.map(({ value, label }) =>
			el(
				"label.choice",
				{},
				el("input", {
					type: "radio",
					name: `item-${item.no}`,
					value,
					onchange: () => choose(value),
				}),
				label
			)
		)
	);
}

async function send_answers(campaign, scale, items, answers, seen_help = 0) {
	const missing = items.find((item) => !answers.has(item.no));
	if (missing) throw new Refusal(__("Question {0} is not answered yet.", missing.no));
	const { stored, help } = await ask("send", {
		campaign: campaign.name,
		scale,
		answers: items.map((item) => answers.get(item.no)),
		seen_help,
	});
	if (stored) return thanks(help, seen_help);
	before_storing(help, () => send_answers(campaign, scale, items, answers, 1));
}

/** Somebody thinks of harming themselves: first of all, whom to call. Then they decide. */
function before_storing(help, go_on) {
	draw(
		help_lines(help, true),
		el(
			"section.card",
			{},
			el(
				"p.lead",
				{},
				__("What you answered matters. You are not alone with it, and it can be talked about.")
			),
			el(
				"p",
				{},
				__(
					"When you send it, somebody of the psychological centre is told now and calls you. Nothing is stored yet."
				)
			),
			el("div.buttons", {}, action(__("I Have Seen This, Send My Answers"), "primary", go_on))
		),
		back()
	);
}

function thanks(help, seen_help) {
	draw(
		el(
			"section.card",
			{},
			el("p.lead", {}, __("Thank you. Your answers have arrived.")),
			el(
				"p",
				{},
				seen_help
					? __(
							"Somebody of the psychological centre has been told and calls you. Keep your phone with you."
						)
					: __("If a talk may help, somebody of the centre writes or calls you.")
			)
		),
		seen_help ? help_lines(help, true) : "",
		back()
	);
}
