// A student's requests about their own information: see, copy, correct, delete, take back a consent, ask why.
import { el } from "../lib/el.js";
import { __, action, field, Refusal, request_key } from "./page.js";

const KINDS = () => [
	["Copy", __("See it or get a copy")],
	["Correct", __("Have it corrected")],
	["Delete", __("Have it deleted")],
	["Withdraw Consent", __("Take back my consent")],
	["Explain", __("Have it explained")],
];
const CONCERNS = () => [
	["General", __("Everything else: Student Affairs answers")],
	["Psychological", __("Psychological records: the centre's head answers")],
];

/** `ask(method, values)` asks the server as the student. */
export async function show_data_requests(place, ask) {
	try {
		const requests = await ask("get_data_requests");
		place.replaceChildren(
			request_form(place, ask),
			el("h2", {}, __("My Requests")),
			...(requests.length
				? requests.map((request) => card(request, place, ask))
				: [el("p.empty", {}, __("No request yet."))])
		);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		place.replaceChildren(el("p.refusal", { role: "alert" }, error.message));
	}
}

const options = (pairs) => pairs.map(([value, text]) => el("option", { value }, text));

function request_form(place, ask) {
	const kind = el("select", {}, ...options(KINDS()));
	const concerns = el("select", {}, ...options(CONCERNS()));
	const text = el("textarea", { rows: 3, required: true, maxlength: 1000 });
	const node = el(
		"form.card",
		{ novalidate: true },
		el(
			"p.help",
			{},
			__(
				"You may see what the school keeps about you, have it corrected or deleted, or ask why it is kept. You get an answer, and where it is refused, the reason."
			)
		),
		field(__("What I ask for"), kind),
		field(__("What it concerns"), concerns),
		field(__("Which information, and why"), text)
	);
	node.append(
		action(__("Send Request"), "primary", async () => {
			if (!node.reportValidity()) return;
			const { key, done } = request_key("data");
			await ask("request_data", {
				key,
				kind: kind.value,
				concerns: concerns.value,
				request: text.value,
			});
			done();
			await show_data_requests(place, ask);
		})
	);
	node.addEventListener("submit", (event) => event.preventDefault());
	return node;
}

const line = (text) => (text ? el("p.line", {}, text) : "");

function card(request, place, ask) {
	return el(
		"section.card",
		{},
		el("div.top", {}, el("b", {}, request.kind_text), el("span.status", {}, request.status_text)),
		el("p", {}, request.request),
		line(request.due_text && __("Answer by {0}: {1}", request.due_text, request.waits_for)),
		line(request.answer && __("Answer: {0}", request.answer)),
		line(request.refusal_reason && __("Refused because: {0}", request.refusal_reason)),
		request.can_take_back &&
			el(
				"div.buttons",
				{},
				action(
					__("Take Back this Request"),
					"quiet",
					async () => {
						await ask("take_back_request", { name: request.name });
						await show_data_requests(place, ask);
					},
					__("Take back this request?")
				)
			),
		el("p.number", {}, request.name)
	);
}
