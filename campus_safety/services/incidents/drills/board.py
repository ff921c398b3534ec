"""What the form of a drill shows on top, and the hazard that a problem becomes."""

import base64
import io
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_url

from campus_safety.access.scopes.incidents import get_mustered
from campus_safety.domain.incidents.muster import is_red
from campus_safety.exceptions import DrillStepError
from campus_safety.services.incidents.drills import muster, steps
from campus_safety.services.incidents.settings import get_red_minutes

HAZARD = "Campus Safety Hazard"
PAGE = "/campus-muster"


def get_board(drill, now: datetime) -> dict:
	"""{"leads", "marks", "totals", "red", "last", "address"}: the address for the poster at the assembly point."""
	leads = steps.leads(frappe.session.user, drill)
	last = steps.get_last(drill)
	started = drill.started_at and get_datetime(drill.started_at)
	return {
		"leads": leads,
		"marks": may_mark(frappe.session.user, drill),
		"totals": muster.count(drill.name).__dict__,
		"red": bool(started) and is_red(started, now, get_red_minutes()),
		"minutes": int((now - started).total_seconds() // 60) if started else 0,
		"last": last
		and {
			"name": last.name,
			"started_at": last.started_at,
			"minutes": last.muster_minutes,
			"expected": last.expected,
			"missing": last.missing,
			"problems": len(last.problems),
		},
		"qr": _qr(drill) if leads and drill.status == steps.RUNNING else "",
	}


def may_mark(user: str, drill) -> bool:
	"""Who leads it, its wardens, and whoever looks after the building or the class."""
	if steps.leads(user, drill) or any(row.user == user for row in drill.wardens):
		return True
	return drill.name in get_mustered(user)


def raise_hazard(drill, row: str, values: dict, now: datetime) -> str:
	"""A problem becomes a hazard, registered by the session user. Errors: DrillStepError."""
	problem = next((each for each in drill.problems if each.name == row), None)
	if not problem or problem.hazard:
		frappe.throw(_("This problem is a hazard already, or not saved yet."), DrillStepError)
	hazard = frappe.get_doc(
		{
			"doctype": HAZARD,
			"area": values.get("area"),
			"category": values.get("category"),
			"spot": values.get("spot"),
			"description": problem.problem,
			"found_at": now.replace(microsecond=0),
			"grade": "General",
		}
	)
	hazard.flags.without_photo = True  # it was seen in a drill; whoever mends it takes one
	hazard.insert()
	problem.hazard = hazard.name
	with drill.as_app():
		drill.save(ignore_permissions=True)  # the endpoint has asked
	return hazard.name


def _qr(drill) -> str:
	from pyqrcode import create

	held = io.BytesIO()
	create(get_url(f"{PAGE}?c={muster.code_of(drill)}"), error="M").svg(held, scale=6, quiet_zone=4)
	return f"data:image/svg+xml;base64,{base64.b64encode(held.getvalue()).decode()}"
