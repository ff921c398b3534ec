"""Every code of a platform's export as a sentence: what is wrong and what to do. None of them tells a score."""

from frappe import _

from campus_safety.engines.sheets import messages as shared


def problem_text(code: str, args: tuple = ()) -> str:
	return problem_texts()[code].format(*args)


def problem_texts() -> dict[str, str]:
	return {
		**shared.cell_texts(),
		"student_unknown": _("there is no student with this number; check it, or import the student first"),
		"not_asked": _("this student is not among those whom the campaign asks"),
		"no_consent": _("has not agreed to the screening on the student page; nothing is taken over"),
		"declined": _("has declined; nothing is taken over"),
		"already_spoken": _("was spoken with already; a new sitting belongs to a campaign of its own"),
		"held": _("is preserved as evidence; the sitting there is not replaced"),
		"grade_unknown": _("this grade stands not yet on the scale; enter there what it means"),
		"no_score": _("holds neither a score nor an answer nor a grade"),
		"score_form": _("is no score; a number is expected"),
		"answer_value": _("is none of the points that an answer of this scale may have"),
		"seconds_form": _("is no length of time; write seconds, or 4分5秒"),
		"consent_form": _("does not say whether the student agreed; write 同意 or 不同意"),
		"time_form": _("is not a date and time; write it like 2026-03-05 22:30"),
		"time_impossible": _("there is no such date or time"),
		"time_future": _("has not come yet; check the clock of the platform"),
		"before_window": _("lies before the campaign; an old sitting does not count"),
	}


def note_texts() -> dict[str, str]:
	"""What the person should know of rows that are taken over."""
	return {
		"note_doubtful": _("doubtful, goes to a retest: {0}"),
		"note_moved": _("stands in another class by now; number and name agree"),
	}


def file_texts() -> dict[str, str]:
	"""Where the common sentences speak of students."""
	return {
		"no_header": _(
			"No row with headers was found. The export needs a row with at least “学号” and “总分”, a grade or factors in its first 30 rows."
		),
		"no_student_no": _(
			"No column is set to “Student No”. Without it nobody knows whose sitting it is: choose it among the columns below."
		),
		"nothing_scored": _(
			"No column is set to a score, a grade, a factor or an answer. Choose them among the columns below."
		),
		"too_many_columns": _("The list has {0} columns; {1} are allowed. Leave pictures and comments out."),
		"too_many_sheets": _(
			"The workbook has {0} sheets; {1} are allowed. Keep the sheet with the results."
		),
		"too_many_rows": _("The list has more than {0} rows. Split it by college."),
	}
