// One question to a parent: this leave, yes or no. Who asks, and whom to ring, stands above and below it.
import { el } from "../lib/el.js";
import { __, action, call, field, read_json } from "./page.js";

export function show_parent(page) {
	const token = new URLSearchParams(location.search).get("t") || "";
	draw(page, read_json("campus-answer"), token);
}

function draw(page, answer, token) {
	page.replaceChildren(
		el(
			"header",
			{},
			el(
				"div",
				{},
				answer.school?.school && el("p.who", {}, answer.school.school),
				el("h1", {}, __("Confirmation of Leave"))
			)
		),
		answer.message &&
			el(`p.notice.${answer.outcome.replace(" ", "-")}`, { role: "status" }, answer.message),
		answer.answered ? answered(answer.answered) : "",
		answer.leave ? question(page, answer.leave, token) : "",
		answer.school?.phone ? whom_to_ring(answer.school, answer.answered) : ""
	);
}

/** What was answered by this link, for whoever opens it again. */
function answered({ agree, by, at }) {
	return el(
		"section.card.answered",
		{},
		facts([
			[__("Your answer"), agree ? __("I agree") : __("I do not agree")],
			[__("Your name"), by],
			[__("Time"), at],
		])
	);
}

function whom_to_ring({ counsellor, phone }, is_answered) {
	return el(
		"p.ring",
		{},
		is_answered
			? __("Was it not you who answered? Ring the counsellor {0}:", counsellor)
			: __("Not sure? Ring the counsellor {0}:", counsellor),
		" ",
		el("a", { href: `tel:${encodeURI(phone)}` }, phone)
	);
}

function question(page, leave, token) {
	const name = el("input", { autocomplete: "name", maxlength: 40 });
	const reason = el("textarea", { rows: 2, maxlength: 200 });
	const why = field(__("Why you do not agree"), reason);
	why.hidden = true; // asked only of whoever does not agree
	const send = (agree) => async () => {
		if (!agree && why.hidden) {
			why.hidden = false;
			reason.focus();
			return remark(__("Write in a few words why you do not agree, then tap again."));
		}
		const values = {
			token,
			agree: agree ? 1 : 0,
			name: name.value,
			reason: reason.value,
			seen: leave.seen,
		};
		const answer = await call("leave.answer_parent_link", values, { guest: true });
		if (["no name", "no reason"].includes(answer.outcome)) return remark(answer.message);
		draw(page, answer, token);
	};
	const remark = (text) => {
		page.querySelector(".refusal")?.remove();
		page.querySelector(".answer").prepend(el("p.refusal", { role: "alert" }, text));
	};
	return el(
		"section.card",
		{},
		el("p.lead", {}, __("{0} asks for leave. Do you know of it, and do you agree?", leave.child)),
		facts([
			[__("Leaves at"), leave.from_time],
			[__("Back by"), leave.to_time],
			[__("Overnight"), leave.overnight ? __("Yes") : __("No")],
			[__("Kind"), leave.type_text],
			[__("Where to"), leave.destination],
			[__("Goes with"), leave.companion],
		]),
		field(__("Your name"), name),
		why,
		el(
			"div.answer",
			{},
			action(__("I agree"), "primary", send(true)),
			action(__("I do not agree"), "danger", send(false))
		),
		el(
			"p.help",
			{},
			__("The school keeps your answer, the time, and the address of this phone. The link works once.")
		)
	);
}

function facts(rows) {
	return el(
		"dl",
		{},
		rows
			.filter(([, value]) => value)
			.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])
			.flat()
	);
}
