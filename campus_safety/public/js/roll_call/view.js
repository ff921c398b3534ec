// What is on the screen. One tree, drawn anew after each change; only the scroll position is kept.

import { EXPLAINED } from "./roll.js";
import { __ } from "./words.js";

const STATUS = {
	In: () => __("In"),
	Late: () => __("Late"),
	Missing: () => __("Missing"),
	Leave: () => __("Leave"),
	Internship: () => __("Internship"),
	"Off Campus": () => __("Off Campus"),
};

export function draw(app) {
	const scroll = window.scrollY;
	const { state } = app;
	const screen = state.screen === "building" ? building(app) : buildings(app);
	app.root.replaceChildren(
		...[head(app), ...notices(app), ...screen, state.sheet && open_sheet(app)].filter(Boolean)
	);
	window.scrollTo(0, scroll);
}

function el(tag, options = {}, ...children) {
	const { text, on, ...attributes } = options;
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes))
		if (value !== false && value != null) node.setAttribute(name, value);
	if (text != null) node.textContent = text;
	if (on) node.addEventListener("click", on);
	node.append(...children.filter((child) => child != null && child !== false));
	return node;
}

// the top line: where, which night, and what has not left the phone yet

function head(app) {
	const { state, roll, queue } = app;
	const inside = state.screen === "building";
	const night = roll?.head.night || state.start?.night || "";
	return el(
		"header",
		{ class: "top" },
		inside &&
			(state.start?.buildings.length ?? 0) > 1 &&
			el("button", {
				class: "back",
				"aria-label": __("Back"),
				text: "‹",
				on: () => history.pushState(null, "", location.pathname) || app.follow_address(),
			}),
		el(
			"div",
			{ class: "title" },
			el("strong", { text: inside ? state.building : __("Night Roll Call") }),
			el("span", { text: __("Night of {0}", [night.slice(5)]) })
		),
		el(
			"div",
			{ class: `net ${state.online ? "on" : "off"}`, role: "status" },
			el("b", { text: state.online ? __("Online") : __("Offline") }),
			el("span", {
				class: "unsent",
				text: queue.size ? __("{0} not sent", [queue.size]) : __("All saved"),
			})
		)
	);
}

function notices(app) {
	const { state, queue, roll } = app;
	const found = [];
	const say = (kind, text, link) => found.push(el("p", { class: `notice ${kind}`, text }, link));
	if (state.logged_out)
		say(
			"bad",
			__("You are logged out. What you marked is kept on this phone. "),
			el("a", { href: "/login?redirect-to=/campus-roll-call", text: __("Log in") })
		);
	if (!queue.kept)
		say(
			"bad",
			__(
				"This phone cannot keep marks: its storage is full or closed. Keep the page open until all is sent."
			)
		);
	if (!state.online && queue.size)
		say(
			"warn",
			__("No network. {0} marks are kept on this phone and are sent by themselves.", [queue.size])
		);
	for (const text of state.refused) say("bad", text);
	if (state.screen === "building" && roll) {
		if (roll.head.locked) say("warn", __("This night is locked. Student Affairs corrects it."));
		if (roll.head.stay_list)
			say(
				"info",
				__("Stay list only: {0} students are not staying tonight.", [roll.head.totals.not_staying])
			);
	}
	return found;
}

// which building

function buildings(app) {
	const { start } = app.state;
	if (!start)
		return [
			el("p", {
				class: "empty",
				text: app.state.online
					? __("Loading …")
					: __("No network, and nothing is kept on this phone yet."),
			}),
		];
	if (!start.called) return [el("p", { class: "empty", text: __("There is no roll call tonight.") })];
	if (!start.buildings.length)
		return [
			el("p", {
				class: "empty",
				text: __("You do not look after any building. Ask Student Affairs for an assignment."),
			}),
		];
	return start.buildings.map((each) =>
		el(
			"button",
			{ class: "card building", on: () => (location.hash = each.name) || app.follow_address() },
			el("strong", { text: each.name }),
			el("span", {
				class: each.status === "Open" || !each.status ? "open" : "done",
				text: each.status === "Open" || !each.status ? __("Not reported") : __("Reported"),
			}),
			each.expected != null &&
				el("small", {
					text: __("Expected {0}, missing {1}, not confirmed {2}", [
						each.expected,
						each.missing,
						each.unconfirmed,
					]),
				})
		)
	);
}

// one building

function building(app) {
	const { state, roll } = app;
	if (!roll)
		return [
			el("p", {
				class: "empty",
				text: state.online
					? __("Loading …")
					: __("No network, and nothing is kept on this phone yet."),
			}),
		];
	const pending = app.pending;
	const floors = roll.floors();
	const floor = floors[Math.min(state.floor, floors.length - 1)];
	const shown = state.only
		? exceptions(app, pending)
		: floor
			? floor.rooms.map((place) => room(app, place, pending))
			: [];
	return [
		el(
			"nav",
			{ class: "floors" },
			...floors.map((each, number) => floor_tab(app, each, number, pending)),
			el("button", {
				class: state.only ? "on" : "",
				text: __("Exceptions"),
				on: () => app.set({ only: "yes" }),
			})
		),
		el("section", { class: "rooms" }, ...shown),
		!state.only &&
			floor &&
			!roll.head.locked &&
			el("button", {
				class: "wide rest",
				text: __("Everybody else on this floor is in"),
				on: () => app.confirm(floor.rooms.flatMap((place) => place.students)),
			}),
		foot(app, pending),
	];
}

function floor_tab(app, floor, number, pending) {
	const open = floor.rooms
		.flatMap((place) => place.students)
		.filter((student) => is_open(app.roll.seen(student, pending))).length;
	const on = !app.state.only && number === app.state.floor;
	return el(
		"button",
		{ class: on ? "on" : "", on: () => app.set({ floor: number, only: "" }) },
		el("b", { text: floor.floor || __("Other") }),
		el("small", { text: open ? `${open}` : "✓" })
	);
}

const is_open = (row) => row.status === "In" && !row.confirmed;

function room(app, place, pending) {
	const rows = place.students.map((student) => app.roll.seen(student, pending));
	const open = rows.some(is_open);
	return el(
		"article",
		{ class: `room ${open ? "" : "done"}` },
		el(
			"h2",
			{},
			el("b", { text: place.title || __("No room") }),
			open && !app.roll.head.locked
				? el("button", { class: "all", text: __("All in"), on: () => app.confirm(place.students) })
				: el("span", { class: "tick", text: "✓" })
		),
		...rows.map((row) => person(app, row))
	);
}

function person(app, row) {
	const explained = EXPLAINED.includes(row.status);
	const kind = explained
		? "away"
		: row.status === "In"
			? row.confirmed
				? "in"
				: "preset"
			: row.status.toLowerCase();
	const state = explained
		? [STATUS[row.status](), row.away_until && __("until {0}", [row.away_until])]
		: [STATUS[row.status](), row.back_at];
	return el(
		"button",
		{ class: `person ${kind}`, "data-student": row.student, on: () => app.set({ sheet: row.student }) },
		el("span", { class: "bed", text: row.bed || "" }),
		el("span", { class: "name", text: row.name }, row.note && el("i", { text: row.note })),
		el(
			"span",
			{ class: "state" },
			el("b", { text: state[0] }),
			state[1] && el("small", { text: state[1] })
		),
		row.waiting && el("span", { class: "waiting", title: __("not sent yet"), text: "↑" })
	);
}

function exceptions(app, pending) {
	const titles = new Map(app.roll.rooms.map(([name, title, floor]) => [name, `${floor} ${title}`]));
	const rows = [...app.roll.rows.keys()]
		.map((student) => app.roll.seen(student, pending))
		.filter((row) => row.status !== "In");
	if (!rows.length) return [el("p", { class: "empty", text: __("Nobody is late, missing or away.") })];
	const order = ["Missing", "Late", "Leave", "Internship", "Off Campus"];
	rows.sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
	return rows.map((row) =>
		el(
			"article",
			{ class: "room" },
			el("h2", {}, el("b", { text: titles.get(row.room) || row.room })),
			person(app, row)
		)
	);
}

// the bottom: how far, and the report

function foot(app, pending) {
	const { roll, queue } = app;
	const totals = roll.count(pending);
	const waiting = queue.report_of(roll.head.roll);
	const reported = roll.head.status !== "Open";
	const text = waiting
		? __("Report waits for the network")
		: reported
			? __("Reported at {0}", [roll.head.reported_at || "-"])
			: __("Report");
	return el(
		"footer",
		{ class: "bottom" },
		el(
			"div",
			{ class: "progress" },
			el("b", { text: `${totals.confirmed}/${totals.expected}` }),
			el("span", { text: __("confirmed") }),
			el("em", { class: "late", text: __("Late {0}", [totals.late]) }),
			el("em", { class: totals.missing ? "missing" : "", text: __("Missing {0}", [totals.missing]) }),
			el("em", { text: __("Away {0}", [totals.away]) })
		),
		el("button", {
			class: `wide report ${waiting || reported ? "sent" : ""}`,
			disabled: waiting || reported || roll.head.locked ? "" : null,
			text,
			on: () => app.set({ sheet: "report" }),
		})
	);
}

// the sheet that comes up from below, where the thumb is

// the one that is open stays as it is while colleagues' marks come in: somebody may be typing in it
function open_sheet(app) {
	if (app.sheet?.key !== app.state.sheet || !app.sheet.node.isConnected)
		app.sheet = { key: app.state.sheet, node: sheet(app) };
	return app.sheet.node;
}

function sheet(app) {
	const body =
		app.state.sheet === "report"
			? report_sheet(app)
			: person_sheet(app, app.roll.seen(app.state.sheet, app.pending));
	return el(
		"div",
		{
			class: "shade",
			on: (event) => event.target.classList.contains("shade") && app.set({ sheet: null }),
		},
		el(
			"div",
			{ class: "sheet", role: "dialog" },
			...body,
			el("button", { class: "wide plain", text: __("Cancel"), on: () => app.set({ sheet: null }) })
		)
	);
}

function person_sheet(app, row) {
	const late = el("input", { type: "time", value: row.back_at || clock(), "aria-label": __("Back at") });
	const note = el("input", {
		type: "text",
		maxlength: 140,
		placeholder: __("Remarks, only what is out of the ordinary"),
		value: row.note || "",
	});
	const mark = (status, more) => app.mark(row.student, status, { note: note.value.trim(), ...more });
	const away = EXPLAINED.includes(row.status);
	const parts = [el("h3", { text: row.name }, el("small", { text: row.student.slice(-4) }))];
	if (away)
		parts.push(
			el("p", {
				class: "hint",
				text: row.away_until
					? __("{0}, until {1}", [STATUS[row.status](), row.away_until])
					: STATUS[row.status](),
			})
		);
	if (row.by) parts.push(el("p", { class: "hint", text: __("Marked by {0}", [row.by]) }));
	if (app.roll.head.locked) return parts;
	parts.push(
		el(
			"div",
			{ class: "choices" },
			el("button", { class: "in", text: __("In"), on: () => mark("In") }),
			el("button", { class: "missing", text: __("Missing"), on: () => mark("Missing") })
		),
		el(
			"div",
			{ class: "late-line" },
			late,
			el("button", {
				class: "late",
				text: __("Came back late"),
				on: () => mark("Late", { back_at: late.value }),
			})
		),
		note,
		el("button", { class: "wide ring", text: __("Ring the student"), on: () => app.ring(row.student) })
	);
	return parts;
}

function report_sheet(app) {
	const totals = app.roll.count(app.pending);
	const open = totals.expected - totals.confirmed;
	return [
		el("h3", { text: __("Report this building") }),
		el("p", {
			class: "sum",
			text: __("Expected {0}, present {1}, late {2}, missing {3}", [
				totals.expected,
				totals.present,
				totals.late,
				totals.missing,
			]),
		}),
		open
			? el("p", {
					class: "hint warn",
					text: __("{0} were not confirmed by anybody: they are reported as only preset.", [open]),
				})
			: null,
		el("p", {
			class: "hint",
			text: totals.missing
				? __("For each missing student a case is open; the ladder climbs until somebody takes it.")
				: __("Zero absence is reported, too."),
		}),
		el("button", {
			class: "wide report",
			text: totals.missing ? __("Report {0} missing", [totals.missing]) : __("Report zero absence"),
			on: () => app.report(),
		}),
	].filter(Boolean);
}

function clock() {
	const now = new Date();
	return `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
}
