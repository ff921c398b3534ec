"""What files and cells can be refused for, as sentences with what to do; each kind of list adds its own."""

from frappe import _


def cell_texts() -> dict[str, str]:
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
		"date_form": _("is not a date; write it like 2006-03-05"),
		"date_without_day": _("the day is missing; write it like 2006-03-05"),
		"date_impossible": _("there is no such day in the calendar; check and type it again"),
		"date_range": _("{0} cannot be right; check the year"),
		"unknown_choice": _("is none of the words that can stand here: {0}"),
		"student_no_is_identity": _(
			"holds an identity number, as national student numbers (学籍号) do; such a number is kept encrypted and names nobody: take the column with the school’s own numbers"
		),
		"repeated": _("the same row again as row {0}; this one is left out"),
	}


def file_texts() -> dict[str, str]:
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
		"two_halves": _(
			"From column {0} on, a second list stands beside the first. Move it below the first, or delete its columns, and upload the file again."
		),
		"no_rows": _("There is no row below the headers."),
		"no_header": _(
			"No row with headers was found. The list needs a row with at least “学号” and “姓名” in its first 30 rows."
		),
		"no_student_no": _(
			"No column is set to “Student No”. Without it students cannot be told apart: choose it among the columns below."
		),
		"target_twice": _("Two columns are set to “{0}”. Leave one, and set the other to “Ignore”."),
	}
