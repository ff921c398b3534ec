// Two pages behind a code or a link: a guard passes a point of a patrol; a host says whether a visitor is expected.
import { el } from "../lib/el.js";
import { __, action, call, field, read_json } from "./page.js";

const tick = (text) => el("label.choice", {}, el("input", { type: "checkbox" }), el("span", {}, text));
const notice = (text) => el("p.notice.confirmed", { role: "status" }, text);

export function show_patrol(page) {
	const state = read_json("campus-patrol");
	const given = new URLSearchParams(location.search);
	const at = { point: given.get("p") || "", code: given.get("c") || "" };
	const csrf = page.dataset.csrf;
	const draw = (...parts) =>
		page.replaceChildren(el("header", {}, el("h1", {}, __("Patrol Point"))), ...parts);
	if (!state.is_guard)
		return draw(el("p.notice", { role: "status" }, __("This code is for guards on patrol.")));
	const armed = tick(__("Helmet, shield and baton are with me"));
	const finding = el("textarea", { rows: 3, maxlength: 1000 });
	const done = ({ patrol, passed, points, question }) =>
		draw(
			notice(__("{0}: passed. {1} of {2} points of {3}.", at.point, passed, points, patrol)),
			question ? ask(question) : "",
			el("p.more", {}, el("a", { href: "/campus-report" }, __("Report Something Unusual")))
		);
	const ask = (question) => {
		const text = el("input", { maxlength: 140, autocomplete: "off" });
		return el(
			"form.card",
			{ novalidate: true, onsubmit: (event) => event.preventDefault() },
			field(question, text, __("The answer stands here, on site.")),
			action(__("Answer"), "primary", async () => {
				await call("defence.answer_point", { ...at, text: text.value }, { csrf });
				draw(notice(__("Thank you. Go on to the next point.")));
			})
		);
	};
	draw(
		el(
			"form.card",
			{ novalidate: true, onsubmit: (event) => event.preventDefault() },
			el("h2", {}, at.point),
			el("p", {}, state.name),
			armed,
			field(__("Anything found? (if so)"), finding),
			action(__("I Am Here"), "primary", async () =>
				done(
					await call(
						"defence.pass_point",
						{ ...at, armed: armed.firstChild.checked ? 1 : 0, finding: finding.value },
						{ csrf }
					)
				)
			)
		)
	);
}

export function show_visit(page) {
	const visit = read_json("campus-visit");
	const draw = (...parts) =>
		page.replaceChildren(el("header", {}, el("h1", {}, __("Visitor at the Gate"))), ...parts);
	if (!visit) return draw(el("p.notice", { role: "status" }, __("This link leads to no visit of today.")));
	const { name, code, visitor, reason, gate, plate, answered } = visit;
	const say = (expected, words) => async () => {
		await call("defence.confirm_by_link", { visit: name, code, expected }, { guest: true });
		draw(notice(words));
	};
	draw(
		el(
			"section.card",
			{},
			el("h2", {}, visitor),
			el("p", {}, reason),
			gate && el("p", {}, __("At: {0}", gate)),
			plate && el("p", {}, __("Number plate: {0}", plate)),
			answered
				? el("p.notice", { role: "status" }, __("You have answered already."))
				: el(
						"div.buttons",
						{},
						action(
							__("I Expect Them"),
							"primary",
							say(1, __("Thank you. The gate lets them in."))
						),
						action(
							__("I Do Not Expect Them"),
							"",
							say(0, __("Thank you. The gate does not let them in."))
						)
					)
		)
	);
}
