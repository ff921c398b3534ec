"""Every code of the import as a sentence: what is wrong and what to do, for the person with the list in
hand."""

from frappe import _

from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sheets import messages as shared


def problem_text(code: str, args: tuple = ()) -> str:
	return problem_texts()[code].format(*args)


def explain(problem: Problem) -> str:
	"""第 5 行「身份证号」：校验位不对，请核对后重填"""
	reason = problem_text(problem.code, problem.args)
	if not problem.column:
		return _("Row {0}: {1}").format(problem.row, reason)
	return _("Row {0}, “{1}”: {2}").format(problem.row, problem.column, reason)


def problem_texts() -> dict[str, str]:
	return {
		**shared.cell_texts(),
		"name_remark": _(
			"holds a word in brackets or a mark that is no part of the name; write 休学 in a column 学籍状态 and other remarks in one of their own"
		),
		"name_private_sign": _(
			"holds a sign of a private font, which others see as a blank box; type the character as it is on the card"
		),
		"guardian_remark": _("is taken without the words in brackets"),
		"guardian_dead": _("is said to have died; this parent is not taken"),
		"phone_abroad": _("is no telephone number of that country; compare it and type it again"),
		"id_other_paper": _(
			"is the number of another paper; add a column 证件类型 that says 护照 or 通行证, and it is taken as it is"
		),
		"paper_number": _("a paper’s number has 5 to 20 letters and digits; compare it with the paper"),
		"id_of_another": _(
			"student {0} in the system has this identity number; if it is the same person, correct the student number there or here, else compare it with the card"
		),
		"id_of_one_who_left": _("student {0}, who has left the school, has the same identity number"),
		"other_person": _(
			"under this number the system has another person, {0}; correct the number, or give {0} another one first (menu, “Rename”)"
		),
		"name_changes": _("the name will be another one than in the system"),
		"identity_changes": _("the identity number will be another one than in the system"),
		"has_withdrawn": _(
			"has withdrawn from the school, as the system has it, and stays so; add a column 学籍状态 with 在读 for those who are back"
		),
		"has_graduated": _(
			"has graduated, as the system has it, and stays so; add a column 学籍状态 with 在读 for those who are back"
		),
		"bed_taken": _("this bed is also {0}’s"),
		"bed_differs": _("the room column says bed {0}; correct one of the two"),
		"name_is_number": _("a name cannot be a number; have two columns been swapped?"),
		"phone_two": _("holds two numbers; leave one"),
		"mobile_digits": _("a mobile number has 11 digits, here are {0}"),
		"mobile_form": _("is not a telephone number; check and type it again"),
		"id_fifteen": _(
			"is an old identity number of 15 digits, not valid since 2013; type the 18 digits of the present card"
		),
		"id_length": _("an identity number has 18 characters, here are {0}"),
		"id_characters": _(
			"an identity number has 17 digits and then a digit or X; there is another character in it"
		),
		"id_region": _("the first two digits are no province; compare it with the card"),
		"id_birth": _("digits 7 to 14 are no possible birth date; compare it with the card"),
		"id_check_digit": _("the check digit does not fit; compare it with the card and type it again"),
		"id_repeated": _(
			"the same identity number stands in row {0} with another student number; correct one of them"
		),
		"card_repeated": _("the same card stands in row {0}; a card opens the gate for one person"),
		"gender_differs": _("differs from the identity number; correct one of the two"),
		"birth_differs": _("differs from the identity number, which says {0}; correct one of the two"),
		"repeated_differs": _("row {0} has the same student number and other contents; keep one of them"),
		"guardian_without_phone": _(
			"a parent without a telephone number cannot be rung and is not taken; add the number"
		),
		"new_without_name": _("this student is new, and the file gives no name"),
		"new_without_class": _("this student is new, and the file gives no class"),
		"class_unknown": _(
			"the school has no class “{0}” in “{1}”; correct the name, or tick “Create Missing Colleges and Classes”"
		),
		"class_unknown_like": _(
			"the school has no class “{0}”; is “{1}” meant? Correct the name in the list, or that of the class"
		),
		"class_new_like": _("will be made as a new class; is “{0}” meant, which the school has?"),
		"class_unknown_without_college": _(
			"the school has no class “{0}”; correct the name, or add a column with the college"
		),
		"class_in_other_college": _("class “{0}” belongs to “{1}”, not to “{2}”; correct one of the two"),
		"class_ambiguous": _("there are several classes “{0}”; add a column with the college"),
		"room_unknown": _(
			"building “{0}” has no room “{1}”; correct it, or tick “Create Missing Buildings and Rooms”"
		),
		"room_unknown_without_building": _(
			"there is no room “{0}”; write the building as well, like 1号楼301"
		),
		"room_or_bed": _(
			"“{0}” may be a room or a bed in a room, and the school has neither; write 1号楼101 with the bed in a column of its own, or 101-4室 for a room"
		),
		"room_ambiguous": _("there are several rooms “{0}”; write the building as well, like 1号楼301"),
	}
