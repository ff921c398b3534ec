// What is on the screen. One tree, drawn anew after each change; only the scroll position is kept.

import { el } from "../lib/el.js";
import { EXPLAINED, is_found, is_open, is_plain } from "./roll.js";
import { leave_text, open_sheet } from "./sheet.js";
import { __, status_text } from "./words.js";

export function draw(app) {
	const scroll = window.scrollY;
	const { state } = app;
	const screen = state.screen === "building" ? building(app) : buildings(app);
	app.root.replaceChildren(
		...[head(app), ...notices(app), ...screen, state.sheet && open_sheet(app)].filter(Boolean)
	);
	window.scrollTo(0, scroll);
}

// the top line: where, which night, and what has not left the phone yet

function head(app) {
	const { state, roll, queue } = app;
	const inside = state.screen === "building";
	const night = roll?.head.night || state.start?.night || "";
	const back = () => history.pushState(null, "", location.pathname) || app.follow_address();
	return el(
		"header.top",
		{},
		inside &&
			(state.start?.buildings.length ?? 0) > 1 &&
			el("button.back", { "aria-label": __("Back"), onclick: back }, "‹"),
		el(
			"div.title",
			{},
			el("strong", {}, inside ? state.building : __("Night Roll Call")),
			el("span", {}, __("Night of {0}", [night.slice(5)]))
		),
		el(
			"div.net",
			{ class: state.online ? "on" : "off", role: "status" },
			el("b", {}, net_text(state)),
			el("span.unsent", {}, queue.size ? __("{0} not sent", [queue.size]) : __("All saved"))
		)
	);
}

function net_text({ online, unread }) {
	if (online) return __("Online");
	return unread ? __("No answer") : __("Offline");
}

function notices(app) {
	const { state, queue, roll } = app;
	const found = [];
	const say = (kind, text, link) => found.push(el("p.notice", { class: kind }, text, link));
	if (state.logged_out) {
		const link = el("a", { href: "/login?redirect-to=/campus-roll-call" }, __("Log in"));
		say("bad", __("You are logged out. What you marked is kept on this phone."), link);
	}
	if (!queue.kept) {
		say(
			"bad",
			__(
				"This phone cannot keep marks: its storage is full or closed. Keep the page open until all is sent."
			)
		);
	}
	if (state.unread) {
		say(
			"warn",
			__(
				"Something else answers in the system's place: a login page of the Wi-Fi, or a busy server. {0} marks are kept on this phone and are sent by themselves.",
				[queue.size]
			)
		);
	} else if (!state.online && queue.size) {
		say(
			"warn",
			__("No network. {0} marks are kept on this phone and are sent by themselves.", [queue.size])
		);
	}
	for (const text of state.refused) say("bad", text);
	if (state.said) say("info", state.said);
	if (state.screen !== "building" || !roll) return found;
	if (roll.head.locked) say("warn", __("This night is locked. Student Affairs corrects it."));
	found.push(...doubted_devices(app, roll.head));
	if (roll.head.stay_list) {
		const { not_staying } = roll.head.totals;
		say("info", __("Stay list only: {0} students are not staying tonight.", [not_staying]));
	}
	return found;
}

// one line, however many there are; which and why, for whoever taps on it
function doubted_devices(app, { wrong_clocks = [], new_keys = [] }) {
	const reasons = [
		...wrong_clocks.map((name) => __("{0}: its clock is wrong", [name])),
		...new_keys.map((name) => __("{0}: new, or with a new key", [name])),
	];
	if (!reasons.length) return [];
	const said = __("{0} gates count for nothing tonight: see everybody yourself", [reasons.length]);
	const fold = el(
		"details.notice.warn",
		{ open: app.state.gates_open, ontoggle: () => (app.state.gates_open = fold.open) },
		el("summary", {}, said),
		reasons.map((text) => el("div", {}, text))
	);
	return [fold];
}

const empty = (text) => [el("p.empty", {}, text)];

const nothing_here_yet = (app) =>
	empty(app.state.online ? __("Loading …") : __("No network, and nothing is kept on this phone yet."));

// which building

function buildings(app) {
	const { start } = app.state;
	if (!start) return nothing_here_yet(app);
	if (!start.called) return empty(__("There is no roll call tonight."));
	if (!start.buildings.length) {
		return empty(__("You do not look after any building. Ask Student Affairs for an assignment."));
	}
	return start.buildings.map((each) => building_card(app, each));
}

function building_card(app, { name, status, expected, missing, unconfirmed }) {
	const open = status === "Open" || !status;
	return el(
		"button.card.building",
		{ onclick: () => (location.hash = name) || app.follow_address() },
		el("strong", {}, name),
		el("span", { class: open ? "open" : "done" }, open ? __("Not reported") : __("Reported")),
		expected != null &&
			el(
				"small",
				{},
				__("Expected {0}, missing {1}, not confirmed {2}", [expected, missing, unconfirmed])
			)
	);
}

// one building

function building(app) {
	const { state, roll } = app;
	if (!roll) return nothing_here_yet(app);
	const pending = app.pending;
	const floors = roll.floors();
	const floor = floors[Math.min(state.floor, floors.length - 1)];
	const rooms = floor ? floor.rooms.map((place) => room(app, place, pending)) : [];
	const confirm_rest = () => app.confirm(floor.rooms.flatMap((place) => place.students));
	return [
		el(
			"nav.floors",
			{},
			floors.map((each, number) =>
				floor_tab(app, each, number, { pending, alone: floors.length === 1 })
			),
			el(
				"button",
				{ class: state.only ? "on" : "", onclick: () => app.set({ only: "yes" }) },
				__("Exceptions")
			)
		),
		el("section.rooms", {}, state.only ? exceptions(app, pending) : rooms),
		!state.only &&
			floor &&
			!roll.head.locked &&
			el("button.wide.rest", { onclick: confirm_rest }, __("Everybody else on this floor is in")),
		foot(app, pending),
	];
}

function floor_tab(app, floor, number, { pending, alone }) {
	const nameless = alone ? __("All Rooms") : __("Other"); // rooms that stand in the building itself
	const open = floor.rooms
		.flatMap((place) => place.students)
		.filter((student) => is_open(app.roll.seen(student, pending))).length;
	const on = !app.state.only && number === app.state.floor;
	return el(
		"button",
		{ class: on ? "on" : "", onclick: () => app.set({ floor: number, only: "" }) },
		el("b", {}, floor.floor || nameless),
		el("small", {}, open ? `${open}` : "✓")
	);
}

function room(app, place, pending) {
	const rows = place.students.map((student) => app.roll.seen(student, pending));
	const open = rows.some(is_open);
	return el(
		"article.room",
		{ class: open ? "" : "done" },
		el(
			"h2",
			{},
			el("b", {}, place.title || __("No room")),
			rows.some(is_plain) && !app.roll.head.locked
				? el("button.all", { onclick: () => app.confirm(place.students) }, __("All in"))
				: el("span.tick", {}, open ? "" : "✓")
		),
		rows.map((row) => person(app, row))
	);
}

function person(app, row) {
	return el(
		"button.person",
		{
			class: look_of(row),
			"data-student": row.student,
			onclick: () => app.set({ sheet: row.student }),
		},
		el("span.bed", {}, row.bed || ""),
		el("span.name", {}, row.name, row.note && el("i", {}, row.note)),
		state_of(row),
		row.waiting && el("span.waiting", { title: __("not sent yet") }, "↑")
	);
}

function state_of(row) {
	const status = status_text(row.status);
	const until = row.away_until && __("until {0}", [row.away_until]);
	const since = EXPLAINED.includes(row.status) ? until : row.back_at;
	const [first, second] = headline_of(row, status, since);
	return el(
		"span.state",
		{},
		el("b", {}, first),
		second && el("small", {}, second),
		!EXPLAINED.includes(row.status) && row.away_until && el("small.leave", {}, leave_text(row))
	);
}

// [the word that counts, what stands under it]
function headline_of(row, status, since) {
	if (row.searched)
		return [__("Being looked for"), [word_of(row, status), since].filter(Boolean).join(" ")];
	if (row.left) return [__("Out again {0}", [row.left]), status];
	if (is_found(row)) return [__("Found {0}", [row.found]), status];
	return [status, since || (is_open(row) && __("to be confirmed"))];
}

// while somebody is looked for, a word about them counts only with whose it is and of when
const word_of = (row, status) =>
	row.confirmed && row.by ? __("{0}, marked at {1} by {2}", [status, row.marked, row.by]) : status;

function look_of(row) {
	if (row.searched || row.left) return "missing";
	if (is_found(row)) return "found";
	if (EXPLAINED.includes(row.status)) return "away";
	if (row.status !== "In") return row.status.toLowerCase();
	return row.confirmed ? "in" : "preset";
}

function exceptions(app, pending) {
	const titles = new Map(app.roll.rooms.map(([name, title, floor]) => [name, `${floor} ${title}`]));
	const rows = [...app.roll.rows.keys()]
		.map((student) => app.roll.seen(student, pending))
		.filter((row) => row.status !== "In" || row.searched || row.left);
	if (!rows.length) return empty(__("Nobody is late, missing or away."));
	const order = ["Missing", "In", "Late", ...EXPLAINED];
	const place = (row) => (row.searched ? -1 : order.indexOf(row.status));
	rows.sort((one, other) => place(one) - place(other));
	return rows.map((row) =>
		el("article.room", {}, el("h2", {}, el("b", {}, titles.get(row.room) || row.room)), person(app, row))
	);
}

// the bottom: how far, and the report

function foot(app, pending) {
	const { roll, queue } = app;
	const totals = roll.count(pending);
	const waiting = queue.report_of(roll.head.roll);
	const sent = Boolean(waiting) || roll.head.status !== "Open";
	return el(
		"footer.bottom",
		{},
		undo_line(app) ||
			el(
				"div.progress",
				{},
				el("b", {}, `${totals.confirmed}/${totals.expected}`),
				el("span", {}, __("confirmed")),
				el("em.late", {}, __("Late {0}", [totals.late])),
				el("em", { class: totals.missing ? "missing" : "" }, __("Missing {0}", [totals.missing])),
				el("em", {}, __("Away {0}", [totals.away]))
			),
		el(
			"button.wide.report",
			{
				class: sent ? "sent" : "",
				disabled: sent || Boolean(roll.head.locked),
				onclick: () => app.set({ sheet: "report" }),
			},
			report_text(roll.head, waiting)
		)
	);
}

// for a minute in place of the figures: nothing moves under the thumb
function undo_line(app) {
	const { undo } = app.state;
	if (!undo || Date.now() >= undo.until || undo.roll !== app.roll?.head.roll) return null;
	const name = app.roll.rows.get(undo.student)?.name || "";
	return el(
		"div.undo",
		{ role: "status" },
		el("span", {}, `${name} ${status_text(undo.status)}`),
		el("button", { onclick: () => app.undo() }, __("Take back"))
	);
}

function report_text(roll, waiting) {
	if (waiting) return __("Report waits for the network");
	if (roll.status === "Open") return __("Report");
	return __("Reported at {0}", [roll.reported_at || "-"]);
}
