"""Every code of the import as a sentence: what is wrong and what to do, for the person with the list in
hand."""

from frappe import _

from campus_safety.domain.student_sheet import TARGETS, Problem
from campus_safety.services.student_import.file_check import FileRefused


def problem_text(code: str, args: tuple = ()) -> str:
	return _problem_texts()[code].format(*args)


def explain(problem: Problem) -> str:
	"""第 5 行「身份证号」：校验位不对，请核对后重填"""
	reason = problem_text(problem.code, problem.args)
	if not problem.column:
		return _("Row {0}: {1}").format(problem.row, reason)
	return _("Row {0}, “{1}”: {2}").format(problem.row, problem.column, reason)


def refusal_text(error: FileRefused) -> str:
	return _file_texts()[error.code].format(*error.args_)


def target_labels() -> dict[str, str]:
	"""{target: label in the language of the session}."""
	return {target.name: _(target.label) for target in TARGETS}


def _problem_texts() -> dict[str, str]:
	return {
		"cell_error": _("the cell shows an Excel error (such as #N/A); type the value itself"),
		"control_characters": _(
			"holds invisible control characters; delete the cell and type the value again"
		),
		"formula": _(
			"is a formula or begins with = + - @; copy the column, paste it as values, and take the sign away"
		),
		"too_long": _("is longer than {0} characters; shorten it"),
		"digits_lost": _(
			"Excel has turned the number into something like 3.7E+17 and dropped digits; format the column as text and type it again"
		),
		"student_no_missing": _("the student number is empty; every student needs one"),
		"student_no_characters": _("may hold only letters, digits, - _ and ."),
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
		"date_form": _("is not a date; write it like 2006-03-05"),
		"date_without_day": _("the day is missing; write it like 2006-03-05"),
		"date_impossible": _("there is no such day in the calendar; check and type it again"),
		"date_range": _("{0} cannot be right; check the year"),
		"unknown_choice": _("is none of the words that can stand here: {0}"),
		"gender_differs": _("differs from the identity number; correct one of the two"),
		"birth_differs": _("differs from the identity number, which says {0}; correct one of the two"),
		"repeated": _("the same row again as row {0}; this one is left out"),
		"repeated_differs": _("row {0} has the same student number and other contents; keep one of them"),
		"guardian_without_phone": _("a parent is named without a telephone number; add it or clear the name"),
		"new_without_name": _("this student is new, and the file gives no name"),
		"new_without_class": _("this student is new, and the file gives no class"),
		"class_unknown": _(
			"the school has no class “{0}” in “{1}”; correct the name, or tick “Create Missing Colleges and Classes”"
		),
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
		"room_ambiguous": _("there are several rooms “{0}”; write the building as well, like 1号楼301"),
	}


def _file_texts() -> dict[str, str]:
	save_as = _(
		"Open it in Excel or WPS, choose “Save As”, type “Excel Workbook (.xlsx)”, and upload that file."
	)
	return {
		"empty_file": _("The file is empty."),
		"too_big": _(
			"The file has {0} MB; {1} MB are allowed. Split the list by college, or delete pictures and other sheets."
		),
		"unpacks_too_big": _(
			"The workbook unpacks to {0} MB; {1} MB are allowed. Split the list by college, or delete pictures and other sheets."
		),
		"zip_bomb": _(
			"The workbook is packed in a way no student list is, and was not opened. Copy the list into a new workbook."
		),
		"nested_archive": _(
			"The workbook holds other files inside it and was not opened. Copy the list into a new workbook."
		),
		"xml_entities": _(
			"The workbook was made by hand in an unsafe way and was not opened. Copy the list into a new workbook."
		),
		"damaged": _(
			"The file is damaged and cannot be opened. Save it again in Excel or WPS, or copy the list into a new workbook."
		),
		"has_password": _(
			"The workbook is protected with a password. Take the password away and upload it again."
		),
		"has_macros": _("The workbook holds macros.") + " " + save_as,
		"is_old_excel": _("This is the old Excel format (.xls).") + " " + save_as,
		"is_binary_workbook": _("This is the binary Excel format (.xlsb).") + " " + save_as,
		"is_open_document": _("This is an OpenDocument file.") + " " + save_as,
		"is_web_page": _("The file is a web page or XML with the name of a table, as some systems export it.")
		+ " "
		+ save_as,
		"is_pdf": _("This is a PDF. Ask for the Excel list it was made from."),
		"is_image": _("This is a picture. Ask for the Excel list itself."),
		"is_archive": _("This is a packed archive. Unpack it and upload the Excel list inside."),
		"is_document": _("This is a text document. Copy the list into an Excel workbook and upload that."),
		"not_a_table": _("This is neither an Excel workbook nor a CSV file."),
		"unknown_encoding": _(
			"The characters of the file cannot be read. Save it in Excel as “CSV UTF-8” or as .xlsx."
		),
		"broken_quotes": _(
			"The quotation marks in the file do not match. Save it again in Excel, best as .xlsx."
		),
		"too_many_sheets": _(
			"The workbook has {0} sheets; {1} are allowed. Keep the sheet with the students."
		),
		"too_many_columns": _(
			"The list has {0} columns; {1} are allowed. Keep the columns about the student."
		),
		"too_many_rows": _("The list has more than {0} rows. Split it by college."),
		"no_rows": _("There is no row below the headers."),
		"no_header": _(
			"No row with headers was found. The list needs a row with at least “学号” and “姓名” in its first 30 rows."
		),
		"no_student_no": _(
			"No column is set to “Student No”. Without it students cannot be told apart: choose it among the columns below."
		),
		"target_twice": _("Two columns are set to “{0}”. Leave one, and set the other to “Ignore”."),
	}
