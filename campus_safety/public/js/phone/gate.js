// Two pages behind a code or a link: a guard passes a point of a patrol; a host says whether a visitor is expected.
import { el } from "../lib/el.js";
import { keep_page } from "../lib/keep_page.js";
import { closed_on_phone, Outbox, waited } from "./outbox.js";
import { __, action, call, field, read_json, tick } from "./page.js";

const notice = (text) => el("p.notice.confirmed", { role: "status" }, text);

export function show_patrol(page) {
	const state = read_json("campus-patrol");
	const given = new URLSearchParams(location.search);
	const at = { point: given.get("p") || "", code: given.get("c") || "" };
	const csrf = page.dataset.csrf;
	const unsent = el("div", {});
	const draw = (...parts) =>
		page.replaceChildren(el("header", {}, el("h1", {}, __("Patrol Point"))), ...parts, unsent);
	const show_unsent = () => unsent.replaceChildren(outbox.view((item) => item.point));
	const send = (item) => {
		const { point, code, armed, finding, key } = item;
		const values = { point, code, armed, finding, key, waited: waited(item) };
		return call("defence.pass_point", values, { csrf });
	};
	const outbox = new Outbox(closed_on_phone("patrol", page.dataset.user), send, { changed: show_unsent });
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
			action(__("I Am Here"), "primary", async () => {
				const said = { armed: armed.firstChild.checked ? 1 : 0, finding: finding.value };
				const answer = await outbox.add({ ...at, ...said });
				if (answer) done(answer);
				else
					draw(
						notice(
							__(
								"Kept on this phone: it is sent when there is a network. Go on to the next point."
							)
						)
					);
			})
		)
	);
	show_unsent();
	outbox.flush();
	keep_page("/campus-patrol");
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
