"""Checkpoints: taken and signed once a night, each naming the one before, and sent to where the server does not reach."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.roles import DISCIPLINE_OFFICE
from campus_safety.domain.seal.checkpoint import Checkpoint, parse, to_letters
from campus_safety.domain.seal.tree import Frontier
from campus_safety.engines.messages import mail
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.seal import keys, sequence
from campus_safety.engines.seal.check_tree import check_tree
from campus_safety.records.posts import get_users_with_role

DOCTYPE = "Campus Seal Checkpoint"


def take(now: datetime) -> str | None:
	"""Number the leaves that wait, sign how the tree stands. Name of today's checkpoint; None while there is no leaf.

	Called again on the same day it gives the same one. Errors: MissingKeyError.
	"""
	day = getdate(now)
	if done := frappe.db.get_value(DOCTYPE, {"day": day}):
		return done
	sequence.run(now)
	tree = _walk(now)
	if not tree.size:
		return None
	before = get_latest()
	signed = keys.sign(
		Checkpoint(
			origin=frappe.local.site,
			size=tree.size,
			root=tree.root(),
			time=now.replace(microsecond=0),
			previous=before.fingerprint() if before else None,
			key="",
		)
	)
	document = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"day": day,
			"taken_at": signed.time,
			"size": signed.size,
			"root": to_letters(signed.root),
			"key_number": signed.key,
			"text": signed.text(),
			"fingerprint": to_letters(signed.fingerprint()),
		}
	)
	with document.as_app():
		return document.insert(ignore_permissions=True).name  # a job, for nobody


def _walk(now: datetime) -> Frontier:
	"""What is signed is what the leaves make, not what a row of the database says about them; that one is put right."""
	kept, walked = sequence.get_frontier(), check_tree([])
	if not walked.findings and walked.tree.root() != kept.root():
		sequence.keep(walked.tree, now)
		return walked.tree
	return kept


def get_latest() -> Checkpoint | None:
	return parse(frappe.db.get_value(DOCTYPE, {}, "text", order_by="day desc"))


def get_all() -> list[tuple[str, Checkpoint | None]]:
	"""(name, what its text says) of all that are kept, the oldest first; None where the text is no checkpoint any more."""
	rows = frappe.get_all(DOCTYPE, fields=["name", "text"], order_by="day asc")
	return [(row.name, parse(row.text)) for row in rows]


def send(name: str, now: datetime) -> int:
	"""To the Discipline Office, in the Desk, over the school's channels and by mail. How many mails were written.

	What was said and mailed already is not repeated.
	"""
	checkpoint = frappe.get_doc(DOCTYPE, name)
	users = get_users_with_role(DISCIPLINE_OFFICE)
	tell(users, lambda: _words(checkpoint), f"seal|{checkpoint.fingerprint}", checkpoint)
	if checkpoint.mailed_to:
		return 0
	mailed = mail.send(users, lambda: _words(checkpoint), [(f"{name}.svg", qr_svg(checkpoint.text))])
	if mailed:
		checkpoint.db_set({"mailed_at": now, "mailed_to": mailed})
	return mailed


def _words(checkpoint) -> tuple[str, str]:
	subject = _("Checkpoint of the seal, {0}: {1} entries").format(checkpoint.day, checkpoint.size)
	lines = (
		_(
			"Keep this message, or print it. Whoever checks the seal later pastes the line below into the page Seal of Evidence: it shows what was changed, cut or put in since."
		),
		checkpoint.text,
		_("Public key: {0}").format(keys.get_public_key(checkpoint.key_number).hex()),
	)
	return subject, "\n\n".join(lines)


def for_print() -> dict | None:
	"""{"text", "words", "qr": SVG, "png"} of the latest checkpoint: a print that is kept in a file keeps it outside this server."""
	name, day, size, text = frappe.db.get_value(
		DOCTYPE, {}, ["name", "day", "size", "text"], order_by="day desc"
	) or ("", None, 0, "")
	if not name:
		return None
	words = _("Checkpoint of the seal, {0}: {1} entries").format(day, size)
	return {"text": text, "words": words, "qr": qr_svg(text), "png": qr_png(text)}


def qr_svg(text: str) -> str:
	"""The checkpoint for a page or a print, as SVG that takes the size of its place."""
	from io import BytesIO

	from pyqrcode import create  # part of the framework, and needed once a night

	out = BytesIO()
	create(text, error="M").svg(out, quiet_zone=2, xmldecl=False, omithw=True)
	return out.getvalue().decode()


def qr_png(text: str) -> bytes:
	"""The same as an image file, for workbooks."""
	from io import BytesIO

	from PIL import Image
	from pyqrcode import create

	code, edge, scale = create(text, error="M").code, 2, 4
	side = len(code) + 2 * edge
	image = Image.new("1", (side, side), 1)
	for y, line in enumerate(code, edge):
		for x, dark in enumerate(line, edge):
			image.putpixel((x, y), 0 if dark else 1)
	out = BytesIO()
	image.resize((side * scale, side * scale)).save(out, "PNG")
	return out.getvalue()
