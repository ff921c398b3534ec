"""Daily: who came of age, or is a minor after the age in the settings was changed."""

from frappe.utils import getdate, nowdate

from campus_safety.services.people import minors


def run() -> None:
	minors.refresh(getdate(nowdate()))
