import frappe
from cryptography.x509 import load_pem_x509_certificates
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt

from campus_safety.domain.leave.permits import LadderFault, Step, ladder_fault
from campus_safety.domain.roles import PORTAL_ROLES, SYSTEM_MANAGER
from campus_safety.domain.settings import AT_LEAST_ONE, LEAST_KEY_HOURS
from campus_safety.engines.papers.docx import validate_template_file

FULL = 100
LONGEST_BREAK_GLASS = 72


class CampusSafetySettings(Document):
	"""Every number the school may change without code (decision 6)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_leave.doctype.campus_leave_ladder_step.campus_leave_ladder_step import (
			CampusLeaveLadderStep,
		)
		from campus_safety.campus_people.doctype.campus_role_choice.campus_role_choice import (
			CampusRoleChoice,
		)
		from campus_safety.campus_presence.doctype.campus_absence_step.campus_absence_step import (
			CampusAbsenceStep,
		)

		absence_ladder: DF.Table[CampusAbsenceStep]
		absence_term_part: DF.Int
		appeal_ask_again_days: DF.Int
		appeal_day_from: DF.Time | None
		appeal_day_to: DF.Time | None
		appeal_days: DF.Int
		appeal_hard_days: DF.Int
		appeal_in_breaks: DF.Check
		appeal_noon_from: DF.Time | None
		appeal_noon_to: DF.Time | None
		appeal_normal_days: DF.Int
		appeal_petition_accept_days: DF.Int
		appeal_petition_days: DF.Int
		appeal_question_days: DF.Int
		appeal_response_minutes: DF.Int
		appeal_simple_days: DF.Int
		appeal_urgent_minutes: DF.Int
		break_glass_hours: DF.Int
		break_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		cctv_keep_days: DF.Int
		centre_open_holidays: DF.Check
		centre_open_weekends: DF.Check
		clause_task_weight: DF.Int
		counselling_ack_hours: DF.Int
		counselling_book_days: DF.Int
		counselling_duty_phone: DF.Data | None
		counselling_held_minutes: DF.Int
		counselling_hotline: DF.Data | None
		counselling_most_anonymous: DF.Int
		counselling_most_open: DF.Int
		counselling_pause_minutes: DF.Int
		counselling_short_minutes: DF.Int
		counselling_slot_minutes: DF.Int
		data_request_days: DF.Int
		dispute_days: DF.Int
		dispute_revisit_days: DF.Int
		duty_day_from: DF.Time | None
		duty_digest_time: DF.Time | None
		duty_night_from: DF.Time | None
		education_mind_hours: DF.Int
		education_safety_hours: DF.Int
		emergency_leave_hours: DF.Int
		emergency_undecided_hours: DF.Int
		equipment_warn_days: DF.Int
		everyone_on_return_night: DF.Check
		exemption_approvers: DF.TableMultiSelect[CampusRoleChoice]
		fewest_letters: DF.Int
		gate_clock_minutes: DF.Int
		gate_closes_at: DF.Time
		gate_fills_roll: DF.Check
		gate_import_max_mb: DF.Int
		gate_import_max_rows: DF.Int
		gate_new_key_hours: DF.Int
		gate_oldest_days: DF.Int
		gate_push_most_events: DF.Int
		gate_push_per_minute: DF.Int
		gate_retention_days: DF.Int
		gate_visit_keep_days: DF.Int
		grade_excellent: DF.Int
		grade_good: DF.Int
		grade_qualified: DF.Int
		handover_first_talk_days: DF.Int
		handover_leave_days: DF.Int
		handover_work_days: DF.Int
		hazard_general_days: DF.Int
		hazard_recurrence_days: DF.Int
		hazard_remind_days: DF.Int
		hazard_second_look_percent: DF.Int
		holiday_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		import_keep_days: DF.Int
		import_max_columns: DF.Int
		import_max_mb: DF.Int
		import_max_rows: DF.Int
		inspection_item_seconds: DF.Int
		ladder_repeat_minutes: DF.Int
		late_credit: DF.Int
		late_entry_hours: DF.Int
		late_entry_lead_days: DF.Int
		leave_ladder: DF.Table[CampusLeaveLadderStep]
		leave_most_days: DF.Int
		leave_night_from: DF.Time
		leave_night_until: DF.Time
		leave_overdue_grace_minutes: DF.Int
		leave_return_hours: DF.Int
		mentor_most_students: DF.Int
		min_psych_teachers: DF.Int
		min_teaching_days: DF.Int
		minor_age: DF.Int
		muster_red_minutes: DF.Int
		night_digest_time: DF.Time | None
		no_answer_days: DF.Int
		no_trace_enabled: DF.Check
		no_trace_fault_percent: DF.Int
		no_trace_hours: DF.Int
		outside_receipt_days: DF.Int
		parent_link_hours: DF.Int
		parent_link_tries: DF.Int
		paper_template: DF.Attach | None
		patrol_alert_percent: DF.Int
		patrol_question_every: DF.Int
		pause_centre_in_breaks: DF.Check
		pause_talks_in_breaks: DF.Check
		photo_max_mb: DF.Int
		police_blocked_words: DF.Data | None
		policy_consult_days: DF.Int
		policy_emergency_days: DF.Int
		policy_high_score: DF.Int
		policy_medium_score: DF.Int
		psych_file_years: DF.Int
		quiet_from: DF.Time | None
		quiet_to: DF.Time | None
		report_help_words: DF.Data | None
		report_phone: DF.Data | None
		report_ready_answers: DF.Data | None
		report_slow_after: DF.Int
		resumption_ledger_days: DF.Int
		resumption_panel_least: DF.Int
		review_days: DF.Int
		review_look_back_days: DF.Int
		risk_half_duties: DF.Int
		roll_call_time: DF.Time
		roll_lock_time: DF.Time
		roll_reminder_minutes: DF.Int
		same_text_students: DF.Int
		screening_expected_percent: DF.Int
		screening_general_days: DF.Int
		screening_interview_minutes: DF.Int
		screening_item_seconds: DF.Int
		screening_key_days: DF.Int
		screening_retest_days: DF.Int
		screening_urgent_hours: DF.Int
		screening_watch: DF.Literal["Centre", "School"]
		screening_week_hours: DF.Int
		shortest_emergency_reason: DF.Int
		shortest_reason: DF.Int
		sick_leave_proof: DF.Literal["Not Required", "Before Approval", "Before Verification"]
		spot_check_days: DF.Int
		spot_check_size: DF.Int
		student_daily_most: DF.Int
		student_daily_writes: DF.Int
		students_per_counsellor: DF.Int
		students_per_psych_teacher: DF.Int
		suspension_appeal_days: DF.Int
		suspension_contact_days: DF.Int
		taken_silence_minutes: DF.Int
		trace_exclusion_days: DF.Int
		truancy_sessions: DF.Int
		tsa_url: DF.Data | None
		warning_attention_days: DF.Int
		warning_pressing_days: DF.Int
		warning_urgent_days: DF.Int
		weekend_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_at_least_one()
		self.validate_late_entry()
		self.validate_break_glass()
		self.validate_gate_keys()
		self.validate_absence_ladder()
		self.validate_assessment()
		self.validate_leave_ladder()
		self.validate_approvers()
		self.validate_authority()
		self.validate_paper_template()

	def validate_at_least_one(self) -> None:
		for fieldname in AT_LEAST_ONE:
			if cint(self.get(fieldname)) < 1:
				frappe.throw(
					_("{0} must be at least 1.").format(
						_(self.meta.get_label(fieldname), context=self.doctype)
					)
				)

	def validate_late_entry(self) -> None:
		if self.late_entry_hours > self.late_entry_lead_days * 24:
			frappe.throw(
				_(
					"Refused after {0} days, marked late only after {1} hours: shorten the hours or add days."
				).format(self.late_entry_lead_days, self.late_entry_hours)
			)

	def validate_absence_ladder(self) -> None:
		"""Without a step a missing student would be nobody's."""
		if not self.absence_ladder and not self.flags.in_install:
			frappe.throw(_("The absence ladder needs at least one step: who is told of a missing student?"))
		for row in self.absence_ladder:
			if sum(map(bool, (row.to_position, row.position, row.role, row.on_duty))) != 1:
				frappe.throw(
					_("Absence ladder, row {0}: name who is told, in exactly one of the columns.").format(
						row.idx
					)
				)
			if row.role in (SYSTEM_MANAGER, *PORTAL_ROLES):
				frappe.throw(_("Absence ladder, row {0}: choose staff of the school.").format(row.idx))

	def validate_break_glass(self) -> None:
		if self.break_glass_hours > LONGEST_BREAK_GLASS:
			frappe.throw(_("Emergency access lasts {0} hours at most.").format(LONGEST_BREAK_GLASS))

	def validate_gate_keys(self) -> None:
		if cint(self.gate_new_key_hours) < LEAST_KEY_HOURS:
			frappe.throw(_("New gate keys count after {0} hours at the earliest.").format(LEAST_KEY_HOURS))

	def validate_authority(self) -> None:
		"""An authority whose answers nothing could be held against is none."""
		if not (self.tsa_url or "").strip():
			return
		if not self.tsa_url.startswith(("https://", "http://127.0.0.1:")):
			frappe.throw(_("The time-stamp authority is reached by https only."))
		try:
			load_pem_x509_certificates((self.tsa_roots or "").encode())
		except ValueError:
			frappe.throw(_("Paste the authority's root certificates as PEM (BEGIN CERTIFICATE …)."))

	def validate_paper_template(self) -> None:
		"""Errors: PaperError."""
		before = self.get_doc_before_save()
		if self.paper_template and not (before and before.paper_template == self.paper_template):
			validate_template_file(self.paper_template)

	def validate_approvers(self) -> None:
		"""Staff of the school decide: no administrator of the machine, no student, and somebody."""
		roles = [row.role for row in self.exemption_approvers]
		wrong = [role for role in roles if role in (SYSTEM_MANAGER, *PORTAL_ROLES)]
		if wrong:
			frappe.throw(
				_("{0} does not decide on exemptions: choose roles of the school's staff.").format(
					_(wrong[0])
				)
			)
		if not roles and not self.flags.in_install:
			frappe.throw(_("Somebody must decide on exemptions: name one role at least."))

	def validate_leave_ladder(self) -> None:
		fault = ladder_fault([Step(flt(step.up_to_days), step.role) for step in self.leave_ladder])
		if not fault:
			return
		messages = {
			LadderFault.EMPTY: _("Who Decides on Leave is empty: enter at least one row."),
			LadderFault.NOT_RISING: _(
				"Who Decides on Leave: put the rows in order, the shortest leave first."
			),
			LadderFault.NO_TOP: _(
				"Who Decides on Leave: the last row needs 0 days, so that somebody decides on leave of any length."
			),
		}
		frappe.throw(messages[fault])

	def validate_assessment(self) -> None:
		"""Percent and points lie between 0 and 100, better grades above lesser ones."""
		if not 0 <= cint(self.late_credit) <= FULL:
			frappe.throw(_("A late duty counts between 0 and 100 percent."))
		if not FULL >= cint(self.grade_excellent) > cint(self.grade_good) > cint(self.grade_qualified) > 0:
			frappe.throw(
				_("Each grade must begin above the next lesser one, all of them between 1 and 100 points.")
			)
