"""A psych teacher's page of one sitting: scores, answers, history, opened with a reason and a line in the access log."""

import json

import frappe
from frappe import _

from campus_safety.access.secrets import decrypt
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import get_readable, validate_reason
from campus_safety.services.psychology.scales import SCALE
from campus_safety.services.psychology.store import RESULT

INTERVIEW = "Campus Screening Interview"
EARLIER = 5


def open_sitting(name: str, reason: str) -> dict:
	"""Of an interview, for whoever may read the record. Errors: PermissionError, ValidationError without a reason."""
	interview = get_readable(INTERVIEW, name)
	validate_reason(reason)
	results = frappe.get_all(
		RESULT,
		filters={"student": interview.student, "taken_at": ("is", "set")},
		pluck="name",
		order_by="taken_at desc",
		limit=EARLIER + 1,
	)
	opened = []
	for result in results:
		access_log.record("Reveal", RESULT, result, student=interview.student, reason=reason.strip())
		opened.append(_opened(frappe.get_doc(RESULT, result)))
	return {
		"sittings": opened,
		"interviews": _earlier_interviews(interview),
		"ledger": bool(frappe.db.exists("Campus Risk Ledger", {"active_key": interview.student})),
	}


def _opened(result) -> dict:
	return {
		"name": result.name,
		"campaign": frappe.db.get_value("Campus Screening Campaign", result.campaign, "campaign_title"),
		"taken_at": result.taken_at,
		"flag": result.auto_flag,
		"validity": result.validity,
		"reasons": [_(line, context=RESULT) for line in (result.validity_reasons or "").splitlines()],
		"identity": decrypt(result.sheet_identity) or "",
		"scores": [_score(row) for row in result.scores],
	}


def _score(row) -> dict:
	answers = json.loads(decrypt(row.answers) or "{}")
	return {
		"scale": row.scale,
		"total": decrypt(row.total) or "",
		"factors": json.loads(decrypt(row.factors) or "{}"),
		"grade": decrypt(row.grade) or "",
		"flag": row.flag,
		"seconds": row.seconds,
		"answers": _in_words(row.scale, answers),
	}


def _in_words(scale: str, answers: dict) -> list[dict]:
	"""Each answer with its question, as far as the school keeps the texts."""
	doc = frappe.get_cached_doc(SCALE, scale)
	items = {str(row.item_no): row for row in doc.get("items")}
	labels = {(row.option_set, float(row.value)): row.option_label for row in doc.options}
	found = []
	for number, value in answers.items():
		item = items.get(str(number))
		label = labels.get((item.option_set, float(value))) if item else None
		found.append(
			{
				"no": number,
				"text": item.item_text if item else "",
				"answer": label or f"{value:g}",
				"help": bool(item and item.self_harm and value),
			}
		)
	return found


def _earlier_interviews(interview) -> list[dict]:
	return frappe.get_all(
		INTERVIEW,
		filters={
			"student": interview.student,
			"name": ("!=", interview.name),
			"status": ("in", ("Held", "Graded")),
		},
		fields=["name", "held_at", "risk_level", "interviewer"],
		order_by="held_at desc",
		limit=EARLIER,
	)
