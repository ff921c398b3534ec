// Texts for markup and for people.

/** Anything as text inside markup. */
export const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

/** Brackets as full-width ones: a line that others write into markup as it is stays a line. */
export const harmless = (text) =>
	typeof text === "string" ? text.replace(/</g, "＜").replace(/>/g, "＞") : text;

/** The day of a date or a time, as this person writes days and in their time zone, as `clock` is; "" for nothing. */
export function day(value) {
	const text = String(value ?? "");
	// a day without a time is the same day everywhere; the framework would move its midnight into another zone
	return text.includes(" ")
		? frappe.datetime.str_to_user(text).split(" ")[0]
		: frappe.datetime.str_to_user(text, false, true);
}

/** The hour and minute of a time, in this person's time zone: 22:05. */
export const clock = (value) => frappe.datetime.str_to_user(value)?.split(" ")[1]?.slice(0, 5) ?? "";

/** A moment to the minute, as this person writes days: 2026-11-29 18:00. */
export const minute = (value) => (value ? `${day(value)} ${clock(value)}` : "");

/** A moment as people say it, without the year and the seconds: 11-29 18:00. */
export const moment_of = (value) => (value ? moment(String(value)).format("MM-DD HH:mm") : "");

/** For how long something has been waiting, in words: 37 minutes, 5 hours, 3 days. */
export function waited(since) {
	const minutes = Math.max(
		0,
		moment(frappe.datetime.now_datetime()).diff(moment(String(since)), "minutes")
	);
	if (minutes < 60) return __("for {0} minutes", [minutes]);
	if (minutes < 48 * 60) return __("for {0} hours", [Math.floor(minutes / 60)]);
	return __("for {0} days", [Math.floor(minutes / (24 * 60))]);
}

/** Several names in one sentence. */
export const listed = (names) => names.join("、");

/** [value, …] of a Select, as the DocType has them. */
export function choices_of(doctype, field) {
	const { options } = frappe.meta.get_docfield(doctype, field);
	const choices = typeof options === "string" ? options.split("\n") : options.map(({ value }) => value);
	return choices.filter(Boolean);
}
