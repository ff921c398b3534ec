"""A report is filed: on the page, without a name or by an account, or in the Desk. It is written, joined, and calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.access.scopes.incidents import is_intake
from campus_safety.domain.incidents import receipt
from campus_safety.domain.incidents.words import asks_for_help
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.transactions import ONCE, repeat_when_lost
from campus_safety.exceptions import ReportStepError
from campus_safety.services.incidents import floods, help_lines, intake, joining, photos, senders, voices
from campus_safety.services.incidents.nobody import as_nobody
from campus_safety.services.incidents.settings import get_help_words

REPORT = joining.REPORT
TRIES = 6  # where many write at the same moment, nobody's report is lost to another's
LONGEST_TEXT, LONGEST_LINE = 4000, 140
URGENCIES = ("Normal", "Pressing", "Urgent")
UNNAMED_SIGN = "Behaviour"


class Told(NamedTuple):
	"""What a page sends. about: whom, in words; nobody can look up a student there."""

	facts: str
	about: str = ""
	place: str = ""
	signs: Sequence[str] = ()
	urgency: str = "Normal"
	concerns_staff: bool = False


class Files(NamedTuple):
	"""Without what they tell of their maker."""

	picture: bytes | None = None
	note: bytes | None = None


class Filed(NamedTuple):
	"""code: the receipt of a report without a name. help: shown large, where somebody asks for help."""

	code: str
	help: bool


def file_nameless(told: Told, photo: str, token: str, now: datetime, voice: str = "") -> Filed:
	"""Nothing about the sender is looked at. Errors: ChannelClosedError, PhotoError, VoiceError, ReportStepError for nothing said."""
	intake.validate_open(help_lines.get_phone_on_duty(now))
	arrival = floods.arrive(token, now)  # before anything costs, or tells, anything
	files = Files(photos.read(photo), voices.read(voice))
	told = _spoken(told, files)
	_validate_text(told, now, arrival.ripe)
	with as_nobody():
		return repeat_when_lost(lambda: _file_nameless(told, files, arrival, now), TRIES, lost=ONCE)


def _file_nameless(told: Told, files: Files, arrival: floods.Arrival, now: datetime) -> Filed:
	if known := senders.find_request(arrival.key):
		return Filed(senders.write_nameless(known.report, arrival.key, now), _asks_for_help(told))
	report = _write(told, files, now, anonymous=1, tray=int(not arrival.ripe))
	if report.tray:
		_tell_of_tray(report, now)
	return Filed(senders.write_nameless(report.name, arrival.key, now), bool(report.help_seeking))


def file_named(
	told: Told, photo: str, contact: str, key: str, user: str, now: datetime, voice: str = ""
) -> Filed:
	"""By an account; its name goes to who takes reports. The same key again is the same report."""
	files, whole_key = (
		Files(photos.read(photo), voices.read(voice)),
		f"{senders.person_key(user)[:32]}|{key}"[:140],
	)
	told = _spoken(told, files)
	_validate_text(told, now)
	name = get_fullname(user)
	with as_nobody():

		def work() -> Filed:
			if senders.find_request(whole_key):
				return Filed("", _asks_for_help(told))
			report = _write(told, files, now)
			reporter = senders.write_named(report.name, user, name, contact, whole_key, now)
			report.db_set("reporter", reporter, update_modified=False)
			return Filed("", bool(report.help_seeking))

		return repeat_when_lost(work, TRIES, lost=ONCE)


def file_found(facts: str, about: str, place: str, now: datetime) -> str:
	"""Words that ask for help and were written elsewhere, without a sender: they call like a report. Its name, for the app alone."""
	return _write(
		Told(facts, about, place, ("Self-harm Words",), URGENCIES[-1]), Files(), now, anonymous=1
	).name


def note_writer(report, user: str, words: str, now: datetime) -> None:
	"""Of a report written in the Desk: by whoever noticed it, or as somebody told it on the telephone (`words`).

	Whoever took it down stands beside the name, encrypted like it.
	"""
	own = None if words else user
	said = "\n".join((words, _("Taken down by: {0}").format(user))) if words else get_fullname(user)
	reporter = senders.write_named(report.name, own, said, "", None, now)
	report.db_set("reporter", reporter, update_modified=False)


def validate_writer(user: str, words: str) -> None:
	"""Another's name is taken down by who takes reports alone. Errors: ReportStepError."""
	if words and not is_intake(user):
		frappe.throw(
			_("Only who takes reports enters another's name. Yours is kept apart; leave Reporter empty."),
			ReportStepError,
		)


def _spoken(told: Told, files: Files) -> Told:
	"""What was only said is listened to soon: no word of it calls by itself."""
	if clean(told.facts) or not files.note:
		return told
	urgency = URGENCIES[1] if told.urgency == URGENCIES[0] else told.urgency
	return told._replace(facts=voices.say(files.note), urgency=urgency)


def _validate_text(told: Told, now: datetime, may_look: bool = True) -> None:
	"""Errors: ReportStepError for no text, and for one that holds a receipt that leads somewhere."""
	if not clean(told.facts):
		frappe.throw(_("Write in a few words what happened."), ReportStepError)
	validate_no_code(f"{told.facts} {told.about} {told.place}", now, may_look)


def validate_no_code(text: str, now: datetime, may_look: bool = True) -> None:
	"""Whoever reads the text could use the code. Errors: ReportStepError.

	It answers whether a code leads somewhere, so it is a look: one code, a wrong one is counted, and none is looked at
	for who has not waited (not `may_look`).
	"""
	codes = receipt.codes_in(text)
	if len(codes) > 1 or (codes and not may_look):
		frappe.throw(
			_(
				"A long number in your text looks like a receipt code. Leave one such number at most, wait a little, and send it again."
			),
			ReportStepError,
		)
	if not codes:
		return
	if not senders.is_own_code(codes[0]):
		floods.note_wrong(now)
	else:
		frappe.throw(
			_(
				"Your text holds a receipt code. Take it out: whoever knows the code can read and answer for you."
			),
			ReportStepError,
		)


def _write(told: Told, files: Files, now: datetime, **values):
	moment = now.replace(microsecond=0)
	signs = _signs(told.signs)
	report = frappe.get_doc(
		{
			"doctype": REPORT,
			"found_at": moment - timedelta(seconds=1),
			"facts": clean(told.facts),
			"about": clean(told.about),
			"place": clean(told.place)[:LONGEST_LINE],
			"signs": [{"sign": sign} for sign in signs],
			"urgency": told.urgency if told.urgency in URGENCIES else URGENCIES[0],
			"concerns_staff": int(told.concerns_staff),
			"workflow_state": "First",
			**values,
		}
	)
	with report.as_app():
		report.insert(ignore_permissions=True)  # who reports has rights on nothing
		if files.picture:
			photos.attach(report, files.picture, now)
		if files.note:
			voices.attach(report, files.note, now)
		if any(files):
			report.save(ignore_permissions=True)  # as above
	return report


def _signs(given: Sequence[str]) -> list[str]:
	"""Those there are; a report is not refused for a sign that nobody chose."""
	known = frappe.get_meta("Campus Report Sign").get_field("sign").options.split("\n")
	return [sign for sign in known if sign and sign in given] or [UNNAMED_SIGN]


def clean(text: str) -> str:
	"""Of a guest: text and no markup, cut rather than refused."""
	writable = str(text or "").encode("utf-8", "ignore").decode()  # half a sign cannot be kept
	return without_markup(writable).strip()[:LONGEST_TEXT]


def _asks_for_help(told: Told) -> bool:
	return asks_for_help(f"{told.facts} {told.about}", get_help_words())


def _tell_of_tray(report, now: datetime) -> None:
	"""Once an hour to each, or once in ten minutes where one asks for help: seven hundred messages are read by nobody."""
	window = f"{now:%Y%m%d%H}" + (f"{now.minute // 10}" if report.urgency == "Urgent" else "")
	tell(
		intake.get_holders(),
		lambda: _("Very many reports are coming in. Some wait in the tray: look through them."),
		f"report|tray|{report.urgency}|{window}",
		About(REPORT),
		Weight.URGENT if report.urgency == "Urgent" else Weight.PERSONAL,
		now,
	)
