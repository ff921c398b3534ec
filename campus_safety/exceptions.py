"""Errors a person can act on; each message is translated where it is thrown."""

import frappe


class LateEntryError(frappe.ValidationError):
	"""The record is older than the days within which it may be written without the College Lead."""


class OutOfScopeError(frappe.PermissionError):
	"""The session user does not look after this student or unit."""


class WorkflowGuardError(frappe.PermissionError):
	"""A plain save tried what only a workflow action of the right person may do."""


class NotOpenedError(frappe.ValidationError):
	"""Somebody was to sign a record that they have not opened, or not in the version that stands there now."""


class TooManyTodayError(frappe.TooManyRequestsError):
	"""Somebody has filed as much today as one person may in a day."""


class ChildRowError(frappe.PermissionError):
	"""A row of a child table was to be written by itself, past the rules of the record it belongs to."""


class WrongKindError(frappe.ValidationError):
	"""A request carries a value of the wrong kind, or a text longer than its field."""


class CircleAccountError(frappe.PermissionError):
	"""An account that can open protected records was to be joined with another, or with the machine's administration."""


class AppOwnedFieldError(frappe.PermissionError):
	"""A client tried to write a field that only the app writes (signatures, computed totals)."""


class SecondActiveLedgerError(frappe.ValidationError):
	"""The student already has an open risk ledger."""


class RiskLevelError(frappe.ValidationError):
	"""A risk level was changed in a way the rules of §7 do not allow."""


class LedgerCloseError(frappe.ValidationError):
	"""The ledger may not be closed yet."""


class AssignmentConflictError(frappe.ValidationError):
	"""The post is already held by somebody else."""


class OpenResponsibilityError(frappe.ValidationError):
	"""The person still answers for open ledgers: reassign first."""


class AlertTakenError(frappe.ValidationError):
	"""Somebody else has taken the alert, or it is over."""


class AppendOnlyError(frappe.PermissionError):
	"""An entry of an append-only log was to be changed or removed."""


class MissingKeyError(frappe.ValidationError):
	"""The site has no encryption key of this app."""


class ImportRefusedError(frappe.ValidationError):
	"""The file as a whole cannot be read safely."""


class ClosedRecordError(frappe.PermissionError):
	"""The record is final: neither it nor its evidence changes any more."""


class DuplicateVisitError(frappe.ValidationError):
	"""The student is already visited at home on that day."""


class ExemptionError(frappe.ValidationError):
	"""A video call without the reason or the College Lead's exemption."""


class PhotoError(frappe.ValidationError):
	"""The file is not a photo, or too large to be one."""


class ForeignFileError(frappe.PermissionError):
	"""An attachment field names a file that belongs to another record or person."""


class DutyRuleError(frappe.ValidationError):
	"""A duty rule that could never be counted: it is refused with the reason."""


class DutyExemptionError(frappe.ValidationError):
	"""A duty was to be exempted without a reason, or by somebody who may not."""


class ArchivedAssessmentError(frappe.PermissionError):
	"""An assessment that is decided was to be computed again."""


class EscalationMissingError(frappe.ValidationError):
	"""An abnormal state without a next step, or a next step to be taken back."""


class RollCallLockedError(frappe.ValidationError):
	"""The night is locked: Student Affairs corrects it, with a reason."""


class NoRollCallError(frappe.ValidationError):
	"""There is no roll call in this building on that night."""


class OpenedMeanwhileError(NoRollCallError):
	"""Somebody else has made the roll call in this very second: read it anew, in a transaction of its own."""


class CrisisStepError(frappe.ValidationError):
	"""A crisis case was to go on, or an action of it to be done, without what that needs."""


class CaseStepError(frappe.ValidationError):
	"""An absence case was to go on without what that step needs: whereabouts, cause, hazard cleared."""


class OpenCaseError(frappe.ValidationError):
	"""The student already has an open absence case."""


class LeaveTimeError(frappe.ValidationError):
	"""A leave ends before it begins, is asked for when it is over, or is extended after it ended."""


class LeaveOverlapError(frappe.ValidationError):
	"""The student already has a leave (or a residence) at that time."""


class LeaveDecisionError(frappe.ValidationError):
	"""A leave was decided by somebody the ladder does not name, or before its papers were complete."""


class ParentConfirmationError(LeaveDecisionError):
	"""Overnight, or a minor: a parent has not confirmed yet."""


class ClosedRequestError(frappe.PermissionError):
	"""What was decided on does not change any more: a new request, an extension or a cancellation does it."""


class NotAStudentError(frappe.PermissionError):
	"""The account belongs to no student of the school."""


class ReturnError(frappe.ValidationError):
	"""A return that cannot be: not on leave, in the future, or with a code that is not valid."""


class GateMessageError(frappe.ValidationError):
	"""What a gate device sent is no message: not a list, or too long."""

	http_status_code = 400


class LedgerLayoutError(frappe.ValidationError):
	"""A ledger's layout that cannot work, or would carry out what is protected."""


# the database gave the whole transaction up: whoever catches one of these and goes on answers for rows that are not there
TRANSACTION_LOST = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


class ScreeningScaleError(frappe.ValidationError):
	"""A scale whose structure, rules or item texts cannot be."""


class ScreeningError(frappe.ValidationError):
	"""A screening step that cannot be taken: no such campaign, the wrong days, a sitting that is not whole."""


class ScreeningConsentError(frappe.PermissionError):
	"""Nothing is taken or kept of whoever has not agreed to it."""


class NobodyOnWatchError(frappe.ValidationError):
	"""Answers that may be about life and limb are not taken while nobody is there to act on them."""


class HeldError(frappe.PermissionError):
	"""What was to be deleted, erased or declared void is preserved as evidence."""


class DataRequestError(frappe.ValidationError):
	"""A request about personal information was to be answered as it may not be."""


class AssessmentNeededError(frappe.ValidationError):
	"""Processing was to be switched on that no valid impact assessment covers."""


class SlotTakenError(frappe.ValidationError):
	"""A time at the counselling centre that somebody else has taken, or that is not offered any more."""


class AppointmentError(frappe.ValidationError):
	"""An appointment was to become what it cannot become from where it stands."""


class CodeError(frappe.DoesNotExistError):
	"""A code that leads to no appointment."""


class CareStepError(frappe.ValidationError):
	"""A step of a care plan that cannot be taken: something is missing, or somebody named cannot open it."""


class SecondCarePlanError(frappe.ValidationError):
	"""A student has one care plan at a time."""


class HandoverStepError(frappe.ValidationError):
	"""A step of a handover that cannot be taken: something is missing, or whoever is named cannot answer."""


class SecondHandoverError(frappe.ValidationError):
	"""Of one person, in one college, one handover is open at a time."""


class DestructionError(frappe.ValidationError):
	"""Nothing may be destroyed: no file's time has ended, or two people have not signed."""


class PinError(frappe.PermissionError):
	"""A PIN or password that does not fit, or that nobody should choose."""


class ReportStepError(frappe.ValidationError):
	"""A step of an abnormal report that cannot be taken: something is missing, or it is over."""


class SecondReportError(frappe.ValidationError):
	"""A student has one open report at a time; further ones belong to it."""


class ChannelClosedError(frappe.ValidationError):
	"""Nobody takes reports without a name: the channel says whom to call instead."""


class HazardStepError(frappe.PermissionError):
	"""A step of a hazard by somebody who may not take it, or before what it needs is there."""


class InspectionError(frappe.ValidationError):
	"""An inspection was to be finished or changed in a way that would hide what nobody has looked at."""


class EmergencyStepError(frappe.ValidationError):
	"""Something was done in an emergency incident that is another person's, or that needs something first."""


class VoiceError(frappe.ValidationError):
	"""A voice note that is none, or too long."""


class DisputeStepError(frappe.ValidationError):
	"""A dispute whose step lacks something, or that somebody writes who is a party or has no business in it."""


class CameraPlaceError(frappe.ValidationError):
	"""A camera that looks into a room where somebody lives, changes or washes."""


class PaperError(frappe.ValidationError):
	"""A Word file cannot be written here, or a template of papers cannot be used."""


class ReviewStepError(frappe.ValidationError):
	"""A review of an incident that is not complete, or that is written or decided by somebody else."""


class DrillStepError(frappe.ValidationError):
	"""A drill was planned as a surprise that may be none, or a step of it needs something first."""


class CaseProcedureError(frappe.ValidationError):
	"""A case of accountability was to go on before whoever answers was heard, or what was approved was to change."""


class CaseOfOneselfError(frappe.PermissionError):
	"""Somebody was to handle a case in which they, or their unit, answer."""


class AppealStepError(frappe.ValidationError):
	"""A step of a complaint by somebody who may not take it, or before what it needs is there."""


class PatrolError(frappe.ValidationError):
	"""A point that cannot be passed: no such code, or no patrol runs there now."""


class VisitError(frappe.ValidationError):
	"""A visitor who may not go in yet, or a link that leads to no visit."""


class PolicyGapError(frappe.ValidationError):
	"""A policy that cannot go on: what the notice asks for before the agenda, or before publishing, is missing."""


class ReportRoundError(frappe.ValidationError):
	"""A work report or its round that cannot go on: something is missing, or it stands still already."""


class WarningRuleError(frappe.ValidationError):
	"""A warning rule that could never be counted, or counts what is no sign: it is refused with the reason."""


class WarningStepError(frappe.ValidationError):
	"""A step of an early warning that is not possible any more, or lacks its reason."""


class DossierError(frappe.ValidationError):
	"""A dossier about nobody, or over no period."""


class PolicePushError(frappe.ValidationError):
	"""A notice to the police that cannot go on: something is missing, too much is in it, or it was approved as it stands."""
