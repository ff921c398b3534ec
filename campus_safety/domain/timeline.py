"""A student's chronology 时间线: which records appear in it, at which moments, by which fields.

Summary fields carry no narrative: what was said or found stays in the record. A new DocType is one more
Source.
"""

from dataclasses import dataclass

CONTEXT = "Timeline"  # of the labels' translations


@dataclass(frozen=True)
class Moment:
	"""A date field of the record, and what happened then (English source)."""

	date_field: str
	label: str


@dataclass(frozen=True)
class Source:
	"""One DocType in the timeline. student_fields: any of them names the student; icon: of the Desk's set."""

	doctype: str
	moments: tuple[Moment, ...]
	summary: tuple[str, ...]
	icon: str
	student_fields: tuple[str, ...] = ("student",)


SOURCES: tuple[Source, ...] = (
	Source(
		"Campus Student", (Moment("creation", "Entered into the System"),), ("status",), "file", ("name",)
	),
	Source(
		"Campus Network Assignment",
		(Moment("from_date", "Took Over"), Moment("to_date", "Ended")),
		("position", "holder_name"),
		"assign",
		("student", "holder_student"),
	),
	Source(
		"Campus Home Visit",
		(Moment("visit_date", "Home Visit"),),
		("visit_category", "visit_mode", "status", "late_entry"),
		"map",
	),
	Source(
		"Campus Heart Talk",
		(Moment("talk_time", "Talked"),),
		("talk_type", "mode", "mental_state", "status", "late_entry"),
		"small-message",
	),
	Source(
		"Campus Parent Contact",
		(Moment("contact_time", "Parents Contacted"),),
		("channel", "result", "status", "late_entry"),
		"call",
	),
	Source(
		"Campus Leave Permit",
		(Moment("from_time", "Went on Leave"), Moment("actual_return", "Came Back from Leave")),
		("leave_type", "status", "came_back_late", "late_entry"),
		"calendar",
	),
	Source(
		"Campus Off Campus Residence",
		(Moment("from_date", "Lives off Campus"), Moment("ended_on", "Living off Campus Ended")),
		("status", "late_entry"),
		"home",
	),
	Source(
		"Campus Class Absence",
		(Moment("class_time", "Missed a Class"),),
		("status", "course", "excused", "late_entry"),
		"education",
	),
	Source(
		"Campus Trace Exclusion",
		(Moment("from_date", "Excluded from the No-Trace Alert"),),
		("approved_by",),
		"hide",
	),
	Source(
		"Campus Absence Case",
		(
			Moment("detected_at", "Found Missing"),
			Moment("located_at", "Located"),
			Moment("closed_at", "Case Closed"),
		),
		("source", "status", "outcome"),
		"search",
	),
	Source(
		"Campus Stay Registration",
		(Moment("from_date", "Stays over a Break"),),
		("status",),
		"calendar",
	),
	Source(
		"Campus Risk Ledger",
		(Moment("occurred_on", "Noticed"), Moment("filed_on", "Filed"), Moment("closed_on", "Closed")),
		("risk_level", "status", "late_entry"),
		"lock",
	),
)
