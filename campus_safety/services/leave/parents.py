"""A parent's confirmation by a signed one-time link: no login, nothing told to whoever does not hold the link.

The site keeps a fingerprint of the link only. Opening it changes nothing, so a preview made by WeChat uses nothing up;
only the parent's own answer does. A forged link is refused by its signature before anything is looked up.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

import frappe
from frappe import _
from frappe.utils import format_datetime, get_url
from frappe.utils.password import get_encryption_key

from campus_safety.domain.leave.permits import PENDING
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.students import get_primary_guardian
from campus_safety.services.leave import follow
from campus_safety.services.leave.policy import get_policy
from campus_safety.services.leave.school_side import Contact, get_contact

CONFIRMATION, PERMIT = "Campus Leave Confirmation", "Campus Leave Permit"
PAGE = "/campus-parent"
LANGUAGE = "zh"  # whatever the phone is set to: the school writes to Chinese families
PURPOSE = b"campus leave confirmation"
ANSWERABLE = ("Draft", PENDING)


class Outcome(str, Enum):
	"""What a link leads to. Everything but OPEN tells nothing about the leave; USED tells what was answered."""

	OPEN = "open"
	CONFIRMED = "confirmed"
	REFUSED = "refused"
	UNKNOWN = "unknown"  # forged, guessed, mistyped
	EXPIRED = "expired"
	USED = "used"
	REPLACED = "replaced"
	DECIDED = "decided"  # the leave itself needs no answer any more
	CHANGED = "changed"  # another leave than the one that was read
	TOO_OFTEN = "too often"
	NO_NAME = "no name"
	NO_REASON = "no reason"


@dataclass(frozen=True)
class Answer:
	"""What the page shows. leave: only while the link is open; answered: by this link; school: who sent it, where the link is
	one of ours."""

	outcome: Outcome
	leave: dict | None = None
	answered: dict | None = None
	school: Contact | None = None


# the link


def make_link(permit, now: datetime, sent_by: str = "Copied") -> tuple[str, str]:
	"""(address for the parent, name of the confirmation). Older links to the same leave answer nothing any more."""
	for name in frappe.get_all(CONFIRMATION, {"leave_permit": permit.name, "status": "Open"}, pluck="name"):
		frappe.db.set_value(CONFIRMATION, name, "status", "Replaced")
		follow_rows(CONFIRMATION, [name])
	token = _new_token()
	confirmation = frappe.get_doc(
		{
			"doctype": CONFIRMATION,
			"leave_permit": permit.name,
			"student": permit.student,
			"status": "Open",
			"sent_by": sent_by,
			"guardian_name": get_primary_guardian(permit.student).guardian_name,
			"expires_at": now + timedelta(hours=get_policy().link_hours),
			"occurred_on": now,
			"token_hash": _fingerprint(token),
		}
	)
	confirmation.insert(ignore_permissions=True)  # staff make links by this service alone
	return get_url(f"{PAGE}?t={token}"), confirmation.name


def _new_token() -> str:
	chance = secrets.token_urlsafe(24)
	return f"{chance}.{_signature(chance)}"


def _signature(chance: str) -> str:
	digest = hmac.new(
		get_encryption_key().encode(), PURPOSE + b"|" + chance.encode(), hashlib.sha256
	).digest()
	return base64.urlsafe_b64encode(digest[:18]).decode()


def _fingerprint(token: str) -> str:
	return hashlib.sha256(token.encode()).hexdigest()


def is_signed(token: str) -> bool:
	chance, _dot, signature = (token or "").partition(".")
	return bool(chance) and hmac.compare_digest(_signature(chance).encode(), signature.encode())


def get_message(permit, link: str) -> str:
	"""What is sent with the link: which school, whom to ring; nothing of the child and no reason."""
	school = get_contact(permit.student)
	text = _(
		"{0}: please confirm your child's leave. Open the link, read it, and answer: {1}", lang=LANGUAGE
	).format(school.school or _("Your child's school", lang=LANGUAGE), link)
	if not school.phone:
		return text
	whom = _("Not sure? Ring the counsellor {0}: {1}", lang=LANGUAGE).format(school.counsellor, school.phone)
	return f"{text} {whom}"


def get_wording(outcome: Outcome) -> str:
	"""One sentence for the parent; it tells nothing about a leave that the link does not open."""
	return {
		Outcome.OPEN: "",
		Outcome.CONFIRMED: _("Thank you. The school has your confirmation."),
		Outcome.REFUSED: _("Thank you. The school knows that you do not agree and will call you."),
		Outcome.UNKNOWN: _(
			"This link is not valid. Open it exactly as the school sent it, or call the counsellor."
		),
		Outcome.EXPIRED: _("This link has expired. Ask the counsellor for a new one."),
		Outcome.USED: _("This link has been answered. The answer stands below."),
		Outcome.REPLACED: _("The school has sent a newer link. Open that one."),
		Outcome.DECIDED: _("This link is not needed any more."),
		Outcome.CHANGED: _("The leave was changed while you were reading. Read it again and answer."),
		Outcome.TOO_OFTEN: _("This link was opened too often. Wait an hour, or call the counsellor."),
		Outcome.NO_NAME: _("Write your name."),
		Outcome.NO_REASON: _("Write in a few words why you do not agree."),
	}[outcome]


def get_page(answer: Answer) -> dict:
	"""{"leave", "answered", "school": name, counsellor, phone}: what stands below that sentence."""
	leave = answer.leave and {
		**answer.leave,
		"type_text": _(answer.leave["leave_type"], context=PERMIT),
	}
	return {
		"leave": leave,
		"answered": answer.answered,
		"school": answer.school and answer.school._asdict(),
	}


# opening and answering


def look(token: str, now: datetime) -> Answer:
	"""What a parent sees on opening the link; changes nothing but the count of openings."""
	row, outcome = _find(token, now)
	return _shown(row, outcome)


def answer(
	token: str, agree: bool, name: str, reason: str, seen: str, address: str | None, now: datetime
) -> Answer:
	"""Once. `seen`: the mark of what was read, so that nobody confirms what was changed meanwhile."""
	row, outcome = _find(token, now, lock=True)
	if outcome is not Outcome.OPEN:
		return _shown(row, outcome)
	name, reason = _plain(name, 40), _plain(reason, 200)
	if not name:
		return _shown(row, Outcome.NO_NAME)
	if not agree and not reason:
		return _shown(row, Outcome.NO_REASON)
	permit = frappe.get_doc(PERMIT, row.leave_permit)
	if not hmac.compare_digest(_mark(permit), str(seen or "")):
		return _shown(row, Outcome.CHANGED)
	_record(row, agree, name, reason, address, now)
	_write_into(permit, agree, name, reason, now)
	row.update({"status": "Confirmed" if agree else "Refused", "answered_at": now, "answered_by": name})
	return _shown(row, Outcome.CONFIRMED if agree else Outcome.REFUSED)


def _shown(row, outcome: Outcome) -> Answer:
	if row is None:
		return Answer(outcome)
	reads = outcome in (Outcome.OPEN, Outcome.NO_NAME, Outcome.NO_REASON, Outcome.CHANGED)
	return Answer(outcome, _view(row) if reads else None, _answered(row), get_contact(row.student))


def _answered(row) -> dict | None:
	"""What was answered by this link, for whoever opens it again; the name by its first character."""
	if row.status not in ("Confirmed", "Refused"):
		return None
	return {
		"agree": row.status == "Confirmed",
		"by": mask(row.answered_by),
		"at": format_datetime(row.answered_at, "yyyy-MM-dd HH:mm"),
	}


def _find(token: str, now: datetime, lock: bool = False) -> tuple[frappe._dict | None, Outcome]:
	"""The row is there for every link that the school has sent, whatever it still opens."""
	if not is_signed(token):
		return None, Outcome.UNKNOWN
	fingerprint = _fingerprint(token)
	if _too_often(fingerprint):
		return None, Outcome.TOO_OFTEN
	row = frappe.db.get_value(
		CONFIRMATION,
		{"token_hash": fingerprint},
		["name", "leave_permit", "status", "expires_at", "student", "answered_at", "answered_by"],
		as_dict=True,
		for_update=lock,
	)
	if not row:
		return None, Outcome.UNKNOWN
	if row.status != "Open":
		return row, Outcome.REPLACED if row.status == "Replaced" else Outcome.USED
	if now >= row.expires_at:
		return row, Outcome.EXPIRED
	if frappe.db.get_value(PERMIT, row.leave_permit, "status") not in ANSWERABLE:
		return row, Outcome.DECIDED
	return row, Outcome.OPEN


def _too_often(fingerprint: str) -> bool:
	"""Counted per link and hour, not per address: a whole village may share one."""
	key = frappe.cache.make_key(f"campus_parent_link|{fingerprint}")
	tries = frappe.cache.incr(key)
	if tries == 1:
		frappe.cache.expire(key, 3600)
	return tries > get_policy().link_tries


def _view(row) -> dict:
	"""What a parent needs to decide, and no more: no reason, no class, no phone; the name shows its first character."""
	permit = frappe.get_doc(PERMIT, row.leave_permit)
	name = frappe.db.get_value("Campus Student", row.student, "student_name")
	return {
		"child": mask(name),
		"leave_type": permit.leave_type,
		"from_time": format_datetime(permit.from_time, "yyyy-MM-dd HH:mm"),
		"to_time": format_datetime(permit.to_time, "yyyy-MM-dd HH:mm"),
		"overnight": permit.overnight,
		"destination": permit.destination,
		"companion": permit.companion,
		"seen": _mark(permit),
	}


def mask(name: str | None) -> str:
	"""王小明 → 王＊＊: the parent knows whom it means, a stranger does not."""
	name = (name or "").strip()
	return name[:1] + "＊" * max(len(name) - 1, 1)


def _mark(permit) -> str:
	said = "|".join(str(permit.get(field)) for field in ("name", "from_time", "to_time", "destination"))
	return _fingerprint(said)[:16]


def _plain(text: str | None, longest: int) -> str:
	return without_markup(str(text or "")).strip()[:longest]


# what the answer changes


def _record(row, agree: bool, name: str, reason: str, address: str | None, now: datetime) -> None:
	frappe.db.set_value(
		CONFIRMATION,
		row.name,
		{
			"status": "Confirmed" if agree else "Refused",
			"answered_at": now,
			"answered_by": name,
			"ip_address": address,
			"refuse_reason": None if agree else reason,
		},
	)
	follow_rows(CONFIRMATION, [row.name])


def _write_into(permit, agree: bool, name: str, reason: str, now: datetime) -> None:
	permit.parent_informed = 1
	permit.parent_confirmed_by, permit.parent_confirmed_via = (name, "Link") if agree else (None, None)
	permit.parent_refused_reason = None if agree else reason
	with permit.as_app():
		permit.save(ignore_permissions=True)  # a parent has no account
	follow.tell_of_parents(permit, agree, f"parent|{permit.name}|{now}")
