"""Endpoints of the page Due-Diligence Dossier 尽职免责档案: on paper, or as a package that proves itself."""

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.access.requests import validate_asked_for
from campus_safety.services.incidents.dossier import making, papers
from campus_safety.services.incidents.dossier.subject import Subject


@frappe.whitelist(methods=["POST"])
def print_dossier(since: str, until: str, reason: str, student: str = "", person: str = "") -> str:
	"""An HTML page for the printer; see services.incidents.dossier.subject for who may make one."""
	validate_asked_for("campus_safety.api.dossier.print_dossier")
	return papers.print_page(_make("Print", since, until, reason, student, person))


@frappe.whitelist(methods=["POST"])
def download(since: str, until: str, reason: str, student: str = "", person: str = "") -> None:
	"""Answer with the package: xlsx, dossier.json with its proofs, verify_dossier.py."""
	validate_asked_for("campus_safety.api.dossier.download")
	dossier = _make("Export", since, until, reason, student, person)
	frappe.response.update(
		{
			"type": "download",
			"filename": f"{dossier.number}.zip",
			"filecontent": papers.package(dossier),
		}
	)


def _make(action: str, since: str, until: str, reason: str, student: str, person: str) -> making.Dossier:
	wanted = Subject(student or None, person or None, getdate(since), getdate(until))
	return making.make(wanted, reason, action, now_datetime())
