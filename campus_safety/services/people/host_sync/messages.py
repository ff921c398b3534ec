"""Every code of a mapping or a sync as a sentence: what is wrong and what to do."""

from frappe import _

from campus_safety.services.people.student_import import messages as students


def explain(code: str, args: tuple = ()) -> str:
	known = texts()
	return known[code].format(*args) if code in known else students.problem_text(code, args)


def texts() -> dict[str, str]:
	return {**_mapping_texts(), **_record_texts(), **_directory_texts()}


def _mapping_texts() -> dict[str, str]:
	return {
		"mapping_target": _("Fields, row {0}: {1} is no field of this list. Choose another one."),
		"mapping_twice": _("Fields, row {0}: {1} stands in an earlier row already. Delete one of the two."),
		"mapping_source": _(
			"Fields, row {0}: “{1}” is not found in the host (at “{2}”). Choose a source from the list that opens."
		),
		"mapping_needed": _("Fields: nothing says where {0} comes from. Add a row for it."),
		"mapping_word_target": _("Words, row {0}: choose a field that stands among the fields of this list."),
		"mapping_word_empty": _("Words, row {0}: enter what “{1}” means here, or choose another effect."),
		"mapping_word_twice": _(
			"Words, row {0}: “{1}” stands in an earlier row already. Delete one of the two."
		),
		"host_source_gone": _(
			"The host no longer has “{0}”. Open the mapping and choose another source for that field."
		),
	}


def _record_texts() -> dict[str, str]:
	return {
		"host_number_changed": _(
			"the host gives this record the number {1}, here the student is {0}; rename the student here (menu, Rename), then read again"
		),
		"host_number_reused": _(
			"here this number is {0}’s, whose record {1} is gone in the host; if it is the same person, correct the name on one side, else give the new student another number"
		),
		"unit_name_missing": _("has no name; enter one in the host"),
		"unit_several": _(
			"several units here are called so; enter this record as Host Record of the right one, then read again"
		),
		"unit_maybe_renamed": _(
			"is new, while {0} is gone in the host; if it was renamed, rename the unit here to this name, else empty Host Record of that unit, then read again"
		),
		"unit_type": _("is none of: {0}; add a row under “Words” that says which"),
		"college_missing": _(
			"names no college; link its programme with a department in the host, or map College to another field"
		),
		"college_unknown": _("is no college here; read the departments first, or make it by hand"),
		"unit_refused": _("was not taken: {0}"),
		"term_dates": _("is no date; correct it in the host"),
		"term_differs": _(
			"here the term lasts from {0} to {1}; change its dates here by hand, for duties hang on them"
		),
		"term_overlaps": _("overlaps the term {0} here; correct the dates on one side, then read again"),
	}


def _directory_texts() -> dict[str, str]:
	return {
		"directory_secret": _(
			"The provider refuses the corporation or its secret ({0} {1}). Enter both again, as they stand in its console."
		),
		"directory_token": _("The provider no longer takes the token ({0} {1}). Read again."),
		"directory_no_token": _(
			"The provider gave no token. Compare the corporation and the secret with its console."
		),
		"directory_too_often": _(
			"The provider has too many requests from the school ({0} {1}). Read again in an hour; nothing was taken."
		),
		"directory_right": _(
			"The application may not read the directory ({0} {1}). Grant it the right to read contacts in the provider’s console."
		),
		"directory_ip": _(
			"The provider does not know this server’s address ({0} {1}). Enter it among the trusted addresses of the application."
		),
		"directory_department": _(
			"The provider has no such department ({0} {1}). Correct “Root Department”."
		),
		"directory_refused": _(
			"The provider refuses: {0} {1}. Its console or its support says what is wrong."
		),
		"directory_address": _(
			"The address is refused: {0}. Only https, and hosts on the site’s list (campus_safety_allowed_hosts)."
		),
		"directory_unreachable": _("The provider cannot be read: {0}. Nothing was taken; read again later."),
		"directory_too_large": _(
			"The directory has more than {0} departments or pages. Choose a lower root department."
		),
	}
