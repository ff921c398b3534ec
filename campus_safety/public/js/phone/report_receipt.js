// The receipt of a report: the code that is typed back once, what has become of a report, one question at a time.
import { el } from "../lib/el.js";
import { __, action, field, help_card, Refusal } from "./page.js";

const STATES = () => ({
	Received: __("It has arrived. Nobody has taken it yet."),
	Taken: __("Somebody has taken it."),
	Acted: __("Something was done."),
	Closed: __("It is closed."),
});
const digits = (text) => text.replace(/\D/g, "");

/** Typed back once: a code that was not noted leads nobody back. */
export function show_code(code, { draw, help, done }) {
	const typed = el("input.code", {
		required: true,
		maxlength: 30,
		inputmode: "numeric",
		autocomplete: "off",
	});
	draw(
		help ? help_card(help) : "",
		el(
			"section.card.scan",
			{ role: "status" },
			el(
				"p.lead",
				{},
				__("It has arrived. This is your receipt code: write it down. It is shown this once.")
			),
			el("p.code", {}, code),
			el(
				"p",
				{},
				__("With it you look what became of it, and answer when you are asked. Give it to nobody.")
			)
		),
		el(
			"form.card",
			{ novalidate: true, onsubmit: (event) => event.preventDefault() },
			field(__("Type the code once, from your note"), typed),
			action(__("I Have Noted It"), "primary", () => {
				if (digits(typed.value) !== digits(code))
					throw new Refusal(__("That is not the code. Look at your note once more."));
				done();
			})
		)
	);
}

/** `answer(report, text)`, `prove(report)`. Nothing here says whom a report is about, nor what anybody wrote. */
export function show_mine(place, own, answer, prove) {
	place.replaceChildren(
		el("h2", {}, __("My Reports")),
		...own.map((one) =>
			el(
				"section.card",
				{},
				el("p.when", {}, __("Reported {0}", one.reported)),
				el("p.lead", { role: "status" }, STATES()[one.state]),
				one.question ? question_form(one, answer) : one.is_open ? more_form(one, answer) : "",
				proof_form(one, prove)
			)
		)
	);
}

function question_form({ report, question }, answer) {
	const own = el("textarea", { rows: 2, maxlength: 2000 });
	return el(
		"div.answer",
		{},
		el("p.notice", {}, __("A question to you: {0}", question.text)),
		...question.choices.map((choice) => action(choice, "", () => answer(report, choice))),
		field(__("Or in your own words"), own),
		action(__("Answer"), "primary", () => answer(report, own.value))
	);
}

function more_form({ report }, answer) {
	const more = el("textarea", { rows: 2, maxlength: 2000 });
	return el(
		"details",
		{},
		el("summary", {}, __("Write something more")),
		field(__("What else?"), more),
		action(__("Send"), "", () => answer(report, more.value))
	);
}

/** A line that shows that a report was there; what it endangers is said before. */
function proof_form({ report }, prove) {
	const shown = el("div", { role: "status" });
	return el(
		"details.proof",
		{},
		el("summary", {}, __("Prove That I Reported")),
		el(
			"p.notice",
			{},
			__(
				"Think first: whoever finds this line with you knows that you reported something, and the school can find out which report. It holds nothing of what you wrote. Do not keep it where others look, and ask for it only if you need it: it can be had again at any time."
			)
		),
		action(__("I Understand: Show the Line"), "", async () => {
			const line = await prove(report);
			shown.replaceChildren(
				...(line
					? [
							el(
								"p.help",
								{},
								__(
									"Copy it whole, or write nothing down. The Discipline Office, a court or anybody with the school's public key can check it."
								)
							),
							el(
								"textarea.line",
								{ rows: 6, readonly: true, "aria-label": __("The Line") },
								line
							),
						]
					: [
							el(
								"p.notice",
								{},
								__("It can be proved after the coming night. Look again tomorrow.")
							),
						])
			);
		}),
		shown
	);
}
