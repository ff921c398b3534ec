"""The channel of reports without a name, tried by a canary that nobody hears of."""

from datetime import datetime

from frappe import _

from campus_safety.services.incidents.canary import Fault, try_channel
from campus_safety.services.people.self_test.line import ALARM, WELL, Line


def get_line(now: datetime) -> Line:
	part, fault = _("Reports without a Name"), try_channel(now)
	if not fault:
		said = _("A report went the whole way, could be opened by who takes reports, and was taken back.")
		return Line(part, WELL, said)
	words = {
		Fault.CLOSED: _(
			"The channel is closed: nobody takes reports. Give the post Report Intake to somebody of the Safety Office."
		),
		Fault.NOT_WRITTEN: _("A report does not stand as it was sent. Tell whoever keeps the server."),
		Fault.NO_WAY_BACK: _("The code of a report does not lead back to it. Tell whoever keeps the server."),
		Fault.NOT_OPENED: _("Nobody of those who take reports can open one. Look at their posts and roles."),
		Fault.NO_CALL: _(
			"A report calls nobody: switch on the kind Abnormal Report to Take under Kinds of Alerts."
		),
	}
	return Line(part, ALARM, words[fault])
