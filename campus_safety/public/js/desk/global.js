// `campus_safety` in the window: the names that scripts outside the bundle use. Form, list, report and page scripts,
// and the workspace's block, are loaded by the framework one by one and cannot import. Whoever can import does.

import { headlines_in_list, show_headline } from "./absence_headline.js";
import { show_own_alert } from "./alerts.js";
import { begin_with } from "./begin_with.js";
import { as_chips, chip } from "./care/chips.js";
import { show_student_card } from "./care/card.js";
import { offer_next } from "./care/evidence.js";
import { kept } from "./care/kept.js";
import { offer_students } from "./care/picker.js";
import { CounsellingWeek } from "./counselling_week.js";
import { declared } from "./declared.js";
import { DossierPage } from "./dossier.js";
import { duties } from "./duties.js";
import { college_filter, figures_report, in_red, ledger_report } from "./figures_report.js";
import { actions_of } from "./find_student.js";
import { show_leave_panel } from "./leave_panel.js";
import { offer_ledger } from "./ledger_export.js";
import { MyWorkbench } from "./my_workbench/page.js";
import { filters_by_click } from "./rule_filters.js";
import { photo_button, show_photos } from "./photos.js";
import { print_push } from "./police.js";
import { PsychBoard } from "./psych_board.js";
import { SealPage } from "./seal.js";
import { get, post } from "./server.js";
import { FirstDay } from "./first_day.js";
import { download_file } from "./download.js";
import { import_form, note, table } from "./sheet_import.js";
import { tree_root } from "./tree_root.js";
import { read_before_step, read_now } from "./read_first.js";
import { running_term } from "./term.js";
import { choices_of, clock, day, escape, listed, minute } from "./text.js";
import { ask_signature } from "./sign_closing.js";
import { two_steps } from "./two_steps.js";
import { watch_run } from "./watched_run.js";
import { show_workbench } from "./workbench.js";

frappe.provide("campus_safety");

Object.assign(window.campus_safety, {
	// any script
	declared, // what boot.py declares: closed sets, colours, who may do what
	get,
	post, // the app's endpoints: post("leave.decide", { name, approve: 1 })
	choices_of,
	clock,
	day,
	escape,
	listed,
	minute,
	running_term,
	watch_run,
	begin_with, // instead of frappe.new_doc(doctype, values)

	// talks, contacts, visits
	as_chips,
	chip,
	kept,
	offer_next,
	offer_students,
	show_student_card,
	actions_of, // about a student: talk, contact, visit, nominate, dial

	// a table of photos as pictures
	show_photos,
	photo_button, // one photo by the camera

	two_steps, // a long new form

	// a signature: read_now before each, ask_signature for a ledger's end
	read_before_step,
	read_now,
	ask_signature,

	filters_by_click, // the conditions of a duty rule

	// duties: what people do about one
	duties,

	// a search: its form and its list
	headlines_in_list,
	show_headline,

	show_leave_panel, // whom to ring about a leave, where its search stands, a parent's word

	// the form of an alert
	show_own_alert,

	// lists that are a ledger: onload: campus_safety.offer_ledger; reports are it by themselves
	offer_ledger,
	figures_report, // frappe.query_reports[…] = campus_safety.figures_report()
	ledger_report, // … = campus_safety.ledger_report({ filters, look })
	college_filter,
	in_red,

	tree_root, // frappe.treeview_settings[…] = { ...campus_safety.tree_root, … }

	// forms that import a list
	import_form,
	import_note: note,
	import_table: table,
	download_file,

	// the page 我的工作台 and the block of the workspace
	MyWorkbench,
	show_workbench,

	// the page 心理咨询中心一周
	CounsellingWeek,

	// the page 心理中心看板
	PsychBoard,

	// the page 首次设置
	FirstDay,

	print_push, // a notice to the police, on paper

	// the page 存证校验
	SealPage,

	// the page 尽职免责档案
	DossierPage,
});
