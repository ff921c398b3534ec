"""Every code of a passage as a sentence: what is wrong and what to do, for the duty office and in the device's answer."""

from frappe import _

from campus_safety.engines.sheets import messages as shared


def problem_text(code: str, args: tuple = ()) -> str:
	return problem_texts()[code].format(*args)


def problem_texts() -> dict[str, str]:
	return {
		**shared.cell_texts(),
		"student_unknown": _(
			"there is no student with this number; check it in the access-control program, or import the student first"
		),
		"direction_unknown": _(
			"does not say in or out; write 进 or 出, or enter with the device what it writes for in and for out (0 or 1)"
		),
		"card_unknown": _(
			"this card belongs to no student, or to two; enter it with the student, or import a list with student numbers and card numbers"
		),
		"turned_away": _("nobody was let through: no passage, and not counted as one"),
		"result_unknown": _(
			"does not say whether the person was let through; write 成功 or 失败 (a bare 0 or 1 means different things)"
		),
		"direction_missing": _(
			"it is not said whether in or out; add it, or set the direction of the device to In or Out"
		),
		"direction_differs": _(
			"is the other direction than the device is set to; correct the row, or set the device to Both"
		),
		"time_missing": _("the time is empty; a passage needs date and time"),
		"time_form": _("is not a date and time; write it like 2026-03-05 22:30:00"),
		"time_without_clock": _("the time of day is missing; write it like 2026-03-05 22:30:00"),
		"time_impossible": _("there is no such date or time; check the clock of the device"),
		"time_future": _("{0} has not come yet; set the clock of the device right, then export again"),
		"time_old": _("{0} is more than {1} days ago and says nothing about tonight; export fewer days"),
		"id_missing": _("the event has no number; every event needs an event_id of its own"),
		"id_twice": _(
			"row {0} has the same event number and other contents; the export is damaged, make it again"
		),
		"id_reused": _(
			"this event number was already used for another passage; has the counter of the device been reset? Let it go on counting, or send a new prefix"
		),
		"row_form": _("is not an event; each one is an object with event_id, student_no, time and direction"),
	}


def file_texts() -> dict[str, str]:
	"""Where the common sentences speak of students."""
	smaller = _("Export fewer days, or delete pictures and other sheets.")
	return {
		"too_big": _("The file has {0} MB; {1} MB are allowed.") + " " + smaller,
		"unpacks_too_big": _("The workbook unpacks to {0} MB; {1} MB are allowed.") + " " + smaller,
		"zip_bomb": _(
			"The workbook is packed in a way no list is, and was not opened. Copy the list into a new workbook."
		),
		"too_many_sheets": _(
			"The workbook has {0} sheets; {1} are allowed. Keep the sheet with the passages."
		),
		"too_many_columns": _(
			"The list has {0} columns; {1} are allowed. Keep student number, time, direction and event number."
		),
		"too_many_rows": _("The list has more than {0} rows. Export fewer days at once."),
		"no_header": _(
			"No row with headers was found. The list needs a row with at least “学号” and “时间” in its first 30 rows."
		),
		"no_student_no": _(
			"No column is set to “Student No”. Without it nobody knows who passed: choose it among the columns below."
		),
		"no_event_time": _(
			"No column is set to “Event Time”, nor two to “Event Date” and “Time of Day”: choose them among the columns below."
		),
		"no_direction": _(
			"No column is set to “Direction”, and the device counts both ways: choose the column below, or set the device to In or Out."
		),
	}
