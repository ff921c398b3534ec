// The counselling centre on a phone: free times, one's own appointment, another time, cancelling.
// By account or by code.
import { el } from "../lib/el.js";
import { __, action, field, Refusal, request_key } from "./page.js";

const MODES = () => [
	["In Person", __("I come to the centre")],
	["Phone", __("By telephone")],
	["Online", __("Online")],
];
const line = (text) => (text ? el("p.line", {}, text) : "");
const options = (pairs) => pairs.map(([value, text]) => el("option", { value }, text));

/**
 * `road`: how the server is asked: {load() → {free, own}, book(values), cancel(name), move(name, slot), promise()};
 * `road.nameless`: without an account.
 */
export async function show_counselling(place, road) {
	const again = () => show_counselling(place, road);
	try {
		const { free, own } = await road.load();
		const first = own.filter(waits_for_somebody);
		const last = own.filter((each) => !first.includes(each));
		const cards = (some) => some.map((appointment) => card(appointment, free, road, again));
		place.replaceChildren(
			el("p.help", {}, road.promise()),
			...cards(first),
			next_step(own.filter(is_open), free, road, again),
			...cards(last)
		);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		place.replaceChildren(
			el("p.refusal", { role: "alert" }, error.message),
			action(__("Try again"), "", again)
		);
	}
}

const is_open = ({ status }) => ["Requested", "Confirmed"].includes(status);
// also one that fell away, with other times to choose from
const waits_for_somebody = (each) => is_open(each) || each.anew.length > 0;

// a time that is booked never stands between a person and help today
function next_step(open, free, road, again) {
	if (!open.length) return book_form(free, road, again);
	if (road.nameless || open.some((each) => each.waits)) return "";
	const form = el("form.card", {}, el("p", {}, __("If it cannot wait until then:")));
	const send = () => ask_for_today(road, again, { mode: "In Person" });
	form.append(el("div.buttons", {}, today_button(send)));
	return form;
}

async function ask_for_today(road, again, values) {
	const { key, done } = request_key("counselling");
	const nothing = { topic: "", contact: "", shown_as: "" };
	const answer = await road.book({ ...nothing, ...values, key, urgency: "Urgent" });
	done();
	road.booked ? road.booked(answer) : await again();
}

function today_button(send) {
	return action(
		__("I Need Somebody Today"),
		"danger",
		send,
		__(
			"The centre is called at once and answers here. If a life is in danger, call 120 or 110 now. Go on?"
		)
	);
}

/** On a student's own page; `ask(method, values)` asks the server as the student. */
export function counselling_view(ask) {
	const place = el("div");
	show_counselling(place, {
		promise: () =>
			__(
				"Nobody at your college, your class or your dormitory learns that you come, or that you have asked."
			),
		load: () => ask("get_counselling"),
		book: (values) => ask("book_counselling", values),
		cancel: (name) => ask("cancel_counselling", { name }),
		move: (name, { shift, starts_at }) => ask("choose_another_time", { name, shift, starts_at }),
	});
	return place;
}

// choosing a time

const day_of = (slot) => slot.starts_at.slice(5, 10);
const clock_of = (slot) => `${slot.starts_at.slice(11, 16)}–${slot.until}`;

function slot_select(free) {
	const select = el("select.slots", { required: true });
	for (const day of new Set(free.map(day_of))) {
		const group = el("optgroup", { label: day });
		for (const slot of free.filter((each) => day_of(each) === day)) {
			const short = slot.short ? ` · ${__("short, today")}` : "";
			const value = JSON.stringify([slot.shift, slot.starts_at]);
			group.append(
				el("option", { value }, `${day} ${clock_of(slot)} · ${slot.with} · ${slot.room}${short}`)
			);
		}
		select.append(group);
	}
	return select;
}

function chosen(select) {
	const [shift, starts_at] = JSON.parse(select.value);
	return { shift, starts_at };
}

// booking

function book_form(free, road, again) {
	const slots = slot_select(free);
	const mode = el("select", {}, ...options(MODES()));
	const topic = el("textarea", { rows: 2, maxlength: 500 });
	const contact = el("input", { maxlength: 140, autocomplete: "off" });
	const initials = el("input", { maxlength: 4, autocomplete: "off" });
	const form = el(
		"form.card",
		{ novalidate: true },
		el("h2", {}, __("Book a Time")),
		free.length ? field(__("A free time"), slots) : el("p.empty", {}, __("No free time just now.")),
		field(__("How we talk"), mode),
		field(
			__("What it is about (may stay empty)"),
			topic,
			__("Only the person you meet and the centre's head read it.")
		),
		field(__("Where we may reach you (may stay empty)"), contact),
		field(__("Initials for our calendar (may stay empty)"), initials)
	);
	const send = (urgency, slot) => async () => {
		if (slot && !form.reportValidity()) return;
		const { key, done } = request_key("counselling");
		const values = { key, mode: mode.value, urgency, topic: topic.value, contact: contact.value };
		const answer = await road.book({
			...values,
			shown_as: initials.value,
			...(slot ? chosen(slots) : {}),
		});
		done();
		road.booked ? road.booked(answer) : await again();
	};
	form.append(
		el(
			"div.buttons",
			{},
			...(free.length ? [action(__("Book This Time"), "primary", send("Ordinary", true))] : []),
			today_button(send("Urgent", false))
		)
	);
	form.addEventListener("submit", (event) => event.preventDefault());
	return form;
}

// what is booked

function card(appointment, free, road, again) {
	return el(
		`section.card.${appointment.status.toLowerCase().replace(" ", "-")}`,
		{},
		el(
			"div.top",
			{},
			el("b", {}, appointment.when || __("As soon as possible")),
			el("span.status", {}, appointment.status_text)
		),
		line([appointment.with, appointment.room, appointment.mode_text].filter(Boolean).join(" · ")),
		...waiting(appointment),
		appointment.message && el("p.notice", {}, __("From the centre: {0}", appointment.message)),
		...anew(appointment, road, again),
		appointment.can.move && another_time(appointment, free, road, again),
		appointment.can.cancel &&
			el(
				"div.buttons",
				{},
				action(
					__("Cancel this Appointment"),
					"quiet",
					async () => {
						await road.cancel(appointment.name);
						await again();
					},
					__("Cancel this appointment? You need not say why.")
				)
			)
	);
}

/** Nobody has it yet: that the centre knows, when somebody is there, and whom to call until then. */
function waiting({ waits, opening }) {
	if (!waits) return [];
	return [
		el("p.notice", {}, __("The centre has been called. Somebody answers here; keep looking.")),
		el("p.line", {}, opening_words(opening)),
		opening.phone &&
			el(
				"p.line",
				{},
				opening.open ? __("Or call:") : __("Until then call:"),
				" ",
				el("a.dial", { href: `tel:${opening.phone}` }, opening.phone)
			),
	];
}

function opening_words({ open, today, when, until, room }) {
	if (open) return __("The centre is open now, until {0}: {1}. You can go there.", until, room);
	if (!room) return __("No opening of the centre is planned for the next days.");
	return today
		? __("The centre opens today at {0}: {1}.", when, room)
		: __("The centre opens next on {0}: {1}.", when, room);
}

/** The time fell away: the next ones, a tap each. */
function anew(appointment, road, again) {
	if (!appointment.anew.length) return [];
	return [
		el("p", {}, __("This time fell away, and it was not your doing. Choose another one:")),
		...appointment.anew.map((slot) =>
			el(
				"div.buttons",
				{},
				action(`${day_of(slot)} ${clock_of(slot)} · ${slot.with}`, "primary", async () => {
					await road.move(appointment.name, slot);
					await again();
				})
			)
		),
	];
}

function another_time(appointment, free, road, again) {
	if (!free.length) return "";
	const slots = slot_select(free);
	return el(
		"details",
		{},
		el("summary", {}, __("Choose Another Time")),
		field(__("A free time"), slots),
		action(__("Move to This Time"), "", async () => {
			await road.move(appointment.name, chosen(slots));
			await again();
		})
	);
}
