// One building tonight, as the phone knows it: the server's rows with what is still on its way put over them.

import { clock_of, minute_of } from "../lib/time.js";
import { __ } from "./words.js";

const FIELDS = [
	"student",
	"name",
	"room",
	"bed",
	"status",
	"confirmed",
	"away_until",
	"back_at",
	"note",
	"by",
	"searched",
	"left",
	"away_from",
	"found",
	"marked",
	"away_to",
];
export const EXPLAINED = ["Leave", "Internship", "Off Campus"];

/** Nobody has looked yet, or a gate saw them go out again: the floor is not done. */
export const is_open = (row) => Boolean(row.left) || (!row.confirmed && !EXPLAINED.includes(row.status));

/** Does the leave run now? Kept on the phone since before it began, the line still says what is so. */
export const is_away = (row) => Boolean(row.away_from) && row.away_from <= now_text() && !is_back_due(row);

/** Is the leave over, and the student due? */
export const is_back_due = (row) => Boolean(row.away_to) && row.away_to <= now_text();

const now_text = () => minute_of(new Date());

/** Whom a button for a whole room or floor may count as in: nobody who is looked for, went out again or is on leave. */
export const is_plain = (row) =>
	row.status === "In" && !row.confirmed && !row.searched && !row.left && !is_away(row);

/** A search is over, and the bed is empty all the same: they were found elsewhere. */
export const is_found = (row) => Boolean(row.found) && row.status === "Missing" && !row.searched;

/** Of whom only somebody who has seen them says that they are in. */
export const needs_sight = (row) => Boolean(row.searched || row.left || row.status === "Missing");

export class Roll {
	constructor(data) {
		this.head = {};
		this.rooms = data.rooms || [];
		this.rows = new Map();
		this.take(data);
	}

	// an answer of the server: the head as it now is, the rows that changed
	take(data) {
		const { rows, rooms, answers, ...head } = data;
		if (rooms) this.rooms = rooms;
		this.head = { ...this.head, ...head };
		for (const line of rows || []) {
			const row = Object.fromEntries(FIELDS.map((field, place) => [field, line[place]]));
			this.rows.set(row.student, row);
		}
	}

	// a list asked for before the marks were sent, and answered after them, must not take them off the screen
	is_newer_than({ roll, until }) {
		return this.head.roll === roll && this.head.until > until;
	}

	plain() {
		return {
			...this.head,
			rooms: this.rooms,
			rows: [...this.rows.values()].map((row) => FIELDS.map((field) => row[field])),
		};
	}

	// the row as the person holding the phone has left it
	seen(student, pending) {
		const row = this.rows.get(student);
		const mark = pending.get(student);
		if (!mark) return row;
		if (mark.undoes) return { ...row, status: "In", confirmed: 0, searched: 0, waiting: true };
		return {
			...row,
			status: mark.status,
			confirmed: 1,
			back_at: mark.back_at || "",
			note: mark.note || row.note,
			searched: mark.seen && mark.status !== "Missing" ? 0 : row.searched,
			found: "",
			marked: clock_of(new Date(mark.marked_at)),
			by: __("you"),
			left: mark.seen ? "" : row.left,
			waiting: true,
		};
	}

	floors() {
		const floors = new Map();
		for (const [room, title, floor] of this.rooms) {
			if (!floors.has(floor)) floors.set(floor, []);
			floors.get(floor).push({ room, title, students: [] });
		}
		const places = new Map([...floors.values()].flat().map((place) => [place.room, place]));
		const lost = [];
		for (const row of this.rows.values()) (places.get(row.room)?.students || lost).push(row.student);
		const found = [...floors].map(([floor, rooms]) => ({
			floor,
			rooms: rooms.filter((place) => place.students.length),
		}));
		if (lost.length) found.push({ floor: "", rooms: [{ room: "", title: "", students: lost }] });
		return found.filter((floor) => floor.rooms.length);
	}

	count(pending) {
		const totals = { expected: 0, confirmed: 0, present: 0, late: 0, missing: 0, away: 0, searched: 0 };
		for (const student of this.rows.keys()) {
			const row = this.seen(student, pending);
			totals.searched += row.searched ? 1 : 0;
			if (EXPLAINED.includes(row.status)) {
				totals.away += 1;
				continue;
			}
			totals.expected += 1;
			totals.confirmed += is_open(row) ? 0 : 1;
			if (row.status === "Missing") totals.missing += 1;
			else totals.present += 1;
			if (row.status === "Late") totals.late += 1;
		}
		return totals;
	}
}
