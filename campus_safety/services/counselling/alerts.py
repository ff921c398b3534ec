"""When an appointment calls (engines.alerts): somebody who cannot wait, and nobody has them yet."""

from frappe.utils import cint

from campus_safety.domain.counselling.appointments import OPEN, URGENT


def is_urgent_and_nobodys(appointment) -> bool:
	return bool(cint(appointment.unassigned) and appointment.urgency == URGENT and appointment.status in OPEN)
