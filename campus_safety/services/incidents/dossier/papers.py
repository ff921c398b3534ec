"""A dossier on paper, and as a package that an outsider checks without this server."""

import io
import zipfile

import frappe
from frappe import _

from campus_safety.engines.ledgers.export import TEMPLATES, get_signature_line
from campus_safety.engines.ledgers.sheet import Caption, write_table
from campus_safety.engines.ledgers.wording import plain_text
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.seal import checkpoints
from campus_safety.services.incidents.dossier.making import Dossier
from campus_safety.services.incidents.dossier.proving import get_verifier

WIDTHS = (5, 18, 16, 44, 14, 16, 16, 18, 12)  # characters
MINUTES, SECOND = 16, 19  # letters of a moment


def print_page(dossier: Dossier) -> str:
	"""An HTML page for the printer."""
	with in_school_language():
		return frappe.render_template(
			f"{TEMPLATES}/dossier.html",
			{
				"caption": _caption(dossier),
				"headings": _headings(),
				"rows": _rows(dossier),
				"remarks": _remarks(dossier),
				"seal": checkpoints.for_print(),
			},
		)


def package(dossier: Dossier) -> bytes:
	"""The table as xlsx, dossier.json with the proofs, the script that checks them."""
	held = io.BytesIO()
	with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
		folder.writestr(f"{dossier.number}.xlsx", workbook(dossier))
		folder.writestr("dossier.json", dossier.text)
		folder.writestr("verify_dossier.py", get_verifier())
	return held.getvalue()


def workbook(dossier: Dossier) -> bytes:
	with in_school_language():
		said = [
			["", heading, "", line, "", "", "", "", ""]
			for heading, lines in _remarks(dossier)
			for line in lines
		]
		rows = [*_rows(dossier), *said]
		return write_table(_caption(dossier), _headings(), rows, checkpoints.for_print())


def _caption(dossier: Dossier) -> Caption:
	head = dossier.content
	whom = "、".join(
		f"{name} ({number})"
		for name, number in (
			(head["student_name"], head["student"]),
			(head["person_name"], head["person"]),
		)
		if number
	)
	subtitle = _("Period: {0}    {1}    Rows: {2}    No. {3}").format(
		f"{head['since']} – {head['until']}", get_signature_line(), len(dossier.lines), dossier.number
	)
	title = _("Due-Diligence Dossier: {0}").format(whom)
	return Caption(title, subtitle, dossier.number, _("For internal use"), head["school"])


def _headings() -> list[tuple[str, int]]:
	words = (
		_("No.", context="Ledger"),
		_("Part", context="Dossier"),
		_("Happened", context="Dossier"),
		_("What Happened"),
		_("Who", context="Dossier"),
		_("Written", context="Dossier"),
		_("Sealed", context="Dossier"),
		_("Record", context="Dossier"),
		_("Proof", context="Dossier"),
	)
	return list(zip(words, WIDTHS, strict=True))


def _rows(dossier: Dossier) -> list[list]:
	return [
		[
			number,
			_(line.section.value, context="Dossier"),
			str(line.happened)[:MINUTES],
			plain_text(line.what),
			line.by or "",
			str(line.written or "")[:SECOND],
			str(line.sealed or "")[:SECOND],
			line.name,
			_proof(line, content),
		]
		for number, (line, content) in enumerate(zip(dossier.lines, dossier.content["lines"], strict=True), 1)
	]


def _proof(line, content: dict) -> str:
	if content["proof"]:
		return _("Entry {0}").format(line.leaf)
	return _("tomorrow", context="Dossier") if line.sealed else _("none", context="Dossier")


def _remarks(dossier: Dossier) -> list[tuple[str, list[str]]]:
	head = dossier.content
	said = (
		[(_("From the First Sign to the First Call Home"), [_clock(head["clock"])])]
		if head["student"]
		else []
	)
	said.append((_("What This Dossier Does Not Show"), head["honest"]))
	if head["person"]:
		nothing = _("Nothing in it was closed to this person, by the rights of today.")
		said.append((_("What This Person Could Not See"), head["not_seen"] or [nothing]))
	said.append((_("How It Is Checked"), [_how(dossier)]))
	return said


def _how(dossier: Dossier) -> str:
	return _(
		"python3 verify_dossier.py dossier.json PUBLIC_KEY, with the files of the package and without this server. SHA-256 of dossier.json: {0}. It stands in the access log, too."
	).format(dossier.digest)


def _clock(clock: dict) -> str:
	if not clock["sign"]:
		return _("No first sign stands in these records.")
	if not clock["call"]:
		return _("First sign {0}; no call home after it.").format(str(clock["sign"])[:MINUTES])
	took = (
		_("{0} minutes").format(clock["minutes"])
		if clock["minutes"] is not None
		else _("{0} days").format(clock["days"])
	)
	words = _("First sign {0}, first call home {1}: {2}.")
	return words.format(str(clock["sign"])[:MINUTES], str(clock["call"])[:MINUTES], took)
