"""What the table of duty rules is put together from: ladders, periods, and one function for each kind of subject."""

from campus_safety.domain import roles as r

COUNTS = ["counts", "=", 1]  # the record itself says whether it is complete enough to count
TO_LEAD = (3, r.COLLEGE_LEAD)
TO_AFFAIRS = (7, r.STUDENT_AFFAIRS)
TO_SAFETY = (7, r.SAFETY_OFFICE)
TALKS = {"period": "Month", "grace_days": 3, "catch_up_days": 7, "warn_before_days": 7}
TEACHING_MONTH = {"days_that_count": "Teaching Days", "min_days": 0}
VISITS = {"period": "Month", "grace_days": 3, "warn_before_days": 7, **TEACHING_MONTH}
TERM = {"period": "Term", "days_that_count": "Outside Breaks", "warn_before_days": 28}


def place(subject_type: str, evidence: str, field: str, time: str, **values) -> dict:
	return {
		"subject_type": subject_type,
		"evidence_doctype": evidence,
		"subject_field": field,
		"time_field": time,
		**values,
	}


def student(evidence: str, time: str, **values) -> dict:
	return place("Student", evidence, "student", time, **values)


def key_student(evidence: str, time: str, **values) -> dict:
	"""Of every level of the school: no rule names one."""
	return {
		**student(evidence, time),
		"subject_type": "Key Student",
		"responsible_position": "Responsible Person",
		"ladder": ((1, r.COLLEGE_LEAD), (3, r.STUDENT_AFFAIRS)),
		**values,
	}


def rhythm(kind: str, name: str, evidence: str, time: str, evidence_filter: list) -> dict:
	"""{seed key: rule} for each period that a level's "every so many days" may fall in [P]; the level says how many."""
	periods = (
		("day", "日", {"period": "Day", "grace_days": 1}),
		("week", "周", {"period": "Week", "grace_days": 1, "warn_before_days": 2}),
		("month", "月", {"period": "Month", "grace_days": 2, "warn_before_days": 5}),
	)
	return {
		f"key_{kind.lower()}_{key}": (
			f"重点学生每{word}{name}",
			"三(二)",
			key_student(evidence, time, rhythm=kind, evidence_filter=evidence_filter, **values),
		)
		for key, word, values in periods
	}


def security(evidence: str, time: str, **values) -> dict:
	"""Of the school, by the Security Office."""
	return place(
		"School",
		evidence,
		"unit",
		time,
		**{"responsible_position": "Security Office", "ladder": (TO_SAFETY,), **values},
	)
