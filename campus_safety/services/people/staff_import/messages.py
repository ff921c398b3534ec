"""Every code of a list of staff as a sentence: what is wrong and what to do, for the person with the list in hand."""

from frappe import _

from campus_safety.engines.sheets import messages as shared


def problem_text(code: str, args: tuple = ()) -> str:
	return problem_texts()[code].format(*args)


def problem_texts() -> dict[str, str]:
	return {**shared.cell_texts(), **_cells(), **_people(), **_posts()}


def file_texts() -> dict[str, str]:
	return {
		**shared.file_texts(),
		"no_header": _(
			"No row with headers was found. The list needs a row with at least “姓名” and “岗位” in its first 30 rows; the template has them."
		),
		"no_staff_name": _("No column is set to “Staff Name”: choose it among the columns below."),
		"no_position": _("No column is set to “Position or Office”: choose it among the columns below."),
		"no_identity": _(
			"No column says who is who: one of “Staff No”, “Email”, “Mobile” is needed. Choose it among the columns below."
		),
		"no_domain": _(
			"The list has no addresses. Fill in “Mail Domain”: accounts are then called number@domain; no such mailbox is needed."
		),
	}


def _cells() -> dict[str, str]:
	return {
		"name_remark": _("holds a word in brackets or a mark that is no part of the name"),
		"name_private_sign": _(
			"holds a sign of a private font, which others see as a blank box; type the character as it is on the card"
		),
		"name_is_number": _("a name cannot be a number; have two columns been swapped?"),
		"email_form": _("is no mail address; write it like wangxm@school.edu.cn"),
		"staff_no_characters": _("may hold only letters, digits, - _ and ."),
		"staff_no_is_identity": _("holds an identity number; take the staff number instead"),
		"phone_two": _("holds two numbers; leave one"),
		"phone_abroad": _("is no telephone number of that country; compare it and type it again"),
		"mobile_digits": _("a mobile number has 11 digits, here are {0}"),
		"mobile_form": _("is not a telephone number; check and type it again"),
		"staff_name_missing": _("the name is empty"),
		"position_missing": _("the position is empty; write 辅导员, 宿管员, or the office, such as 学工处"),
		"nobody_named": _("has neither a staff number nor an address nor a mobile number; one is needed"),
	}


def _people() -> dict[str, str]:
	return {
		"name_differs": _("row {0} is about the same person and has another name; correct one of the two"),
		"email_differs": _(
			"row {0} is about the same person and has another address; correct one of the two"
		),
		"mobile_differs": _(
			"row {0} is about the same person and has another number; correct one of the two"
		),
		"email_repeated": _("row {0} is about another person and has the same address"),
		"mobile_repeated": _("row {0} is about another person and has the same number"),
		"no_address": _("has no address; fill in “Mail Domain” above, or write one"),
		"accounts_differ": _(
			"number, address and telephone belong to different accounts: {0}; correct the row"
		),
		"staff_other_person": _(
			"the account with this number or address is {0}’s; correct the row, or the name in the account"
		),
		"account_of_administrator": _(
			"{0} administers the machine; a list gives such an account nothing. Use another account for other work"
		),
		"account_not_of_staff": _("{0} is the account of a student or of a device"),
		"account_disabled": _(
			"the account {0} is switched off. Whoever has left stays out; if the person is back, switch it on in the account first"
		),
		"staff_mobile_kept": _("the account keeps its number {0}; change it in the account if it is wrong"),
	}


def _posts() -> dict[str, str]:
	return {
		"position_unknown": _("the school has no position or office “{0}”"),
		"position_like": _("the school has no position or office “{0}”; is “{1}” meant?"),
		"position_covert": _("“{0}” is never entered by a list: the Safety Office writes each one itself"),
		"position_of_students": _("“{0}” is held by students; enter it in the student’s class"),
		"position_off": _("“{0}” is switched off; switch it on among the positions first"),
		"position_foreign_role": _(
			"“{0}” needs a role that is none of this app’s; give it in the account by hand"
		),
		"position_appointed_by": _("“{0}” is appointed by {1}; a list cannot"),
		"scope_missing": _("“{0}” needs to know for what: write the class, college, building or room"),
		"post_without_scope": _(
			"without a class or building: the person gets the role and sees no student yet"
		),
		"scope_unknown": _("the school has nothing called “{0}”; correct it, or make it first"),
		"scope_like": _("the school has nothing called “{0}”; is “{1}” meant?"),
		"scope_ambiguous": _("several are called “{0}”; write the code instead"),
		"scope_kind": _("“{0}” is not of the kind that this position looks after"),
		"class_unknown_like": _(
			"the school has no class “{0}”; is “{1}” meant? Correct the name in the list, or that of the class"
		),
		"class_unknown_without_college": _(
			"the school has no class “{0}”; correct the name, or make it first"
		),
		"class_in_other_college": _("class “{0}” belongs to “{1}”, not to “{2}”; correct one of the two"),
		"class_ambiguous": _("there are several classes “{0}”; add a column with the college"),
		"post_taken": _(
			"“{0}” already has a {1}: {2}. End that post first, so that open cases are handed over; then import again"
		),
		"post_dated_back": _("lies before the running term; the post is marked as dated back"),
		"post_twice": _("row {2} names another {1} for “{0}”; leave one"),
	}
