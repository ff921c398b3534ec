// What the school recommends to read and to watch, and how many hours of education one has.
import { el } from "../lib/el.js";
import { __, Refusal } from "./page.js";

const KINDS = () => ({
	Book: __("Book"),
	"Film or Series": __("Film or Series"),
	Music: __("Music"),
	Stage: __("Stage"),
	Exhibition: __("Exhibition"),
	Course: __("Course"),
});

export function reading_view(ask) {
	const place = el("div");
	ask("get_reading").then(
		({ items, hours }) => place.replaceChildren(own_hours(hours), ...items.map(card)),
		(error) => {
			if (!(error instanceof Refusal)) throw error;
			place.replaceChildren(el("p.refusal", { role: "alert" }, error.message));
		}
	);
	return place;
}

function own_hours({ safety, mind, safety_owed, mind_owed }) {
	return el(
		"section.card",
		{},
		el("h2", {}, __("My Hours of Education")),
		el("p", {}, __("Safety: {0} of {1} hours", safety, safety_owed)),
		el("p", {}, __("Mental health: {0} of {1} hours", mind, mind_owed))
	);
}

function card({ title, kind, creator, link, why }) {
	const safe = /^https?:\/\//i.test(link || "");
	return el(
		"section.card",
		{},
		el("div.top", {}, el("b", {}, title), el("span.status", {}, KINDS()[kind] || "")),
		creator ? el("p.when", {}, creator) : "",
		el("p", {}, why),
		safe
			? el("p", {}, el("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, __("Open")))
			: ""
	);
}
