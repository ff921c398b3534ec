"""How long a leave may be and when an emergency begins, whoever files it and by whichever way."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.leave import permits
from campus_safety.domain.leave.permits import BoundFault
from campus_safety.exceptions import LeaveTimeError
from campus_safety.services.leave.policy import get_policy

JUST_NOW = timedelta(minutes=15)  # a form takes a while to fill in


def validate_bounds(permit, now: datetime) -> None:
	"""Staff may enter an emergency they heard of late, within its own length; a student files it on leaving."""
	before = permit.get_doc_before_save()
	if before and before.span == permit.span and before.leave_type == permit.leave_type:
		return
	policy = get_policy()
	hours = timedelta(hours=policy.emergency_hours)
	filed = get_datetime(permit.creation) if before else now
	fault = permits.bound_fault(
		permit.span,
		permit.leave_type == permits.EMERGENCY,
		filed,
		JUST_NOW if permit.filed_by_student else hours,
		hours,
		timedelta(days=policy.most_days),
	)
	if fault:
		frappe.throw(_wording(fault, policy), LeaveTimeError, title=_("These times cannot be"))


def _wording(fault: BoundFault, policy) -> str:
	match fault:
		case BoundFault.TOO_LONG:
			return _("A leave lasts {0} days at most. Correct its end.").format(policy.most_days)
		case BoundFault.EMERGENCY_TOO_LONG:
			return _("An emergency leave lasts {0} hours at most. Ask for an extension afterwards.").format(
				policy.emergency_hours
			)
		case BoundFault.EMERGENCY_ELSEWHEN:
			return _(
				"An emergency leave begins when it is filed. For another time ask for an ordinary leave."
			)
