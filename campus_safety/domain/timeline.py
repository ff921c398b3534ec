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
