"""The duty roster of two weeks: a leader and the security office each night, the psych centre each day."""

from frappe.utils import add_days, getdate, nowdate

from campus_safety.records.roster import ROSTER
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo.records import acting_as, make

DAYS = 14
# shift, level, who enters it, who takes turns, telephone
SHIFTS = (
	("Night", "School", "affairs", ("affairs", "lead", "leader"), "0531-88001101"),
	("Night", "Security", "security", ("guard", "security"), "0531-88001110"),
	("Day", "Centre", "psychhead", ("psychteacher", "psychhead"), "0531-88001200"),
	("Day", "School", "office", ("affairs",), "0531-88001100"),
)


def create() -> None:
	"""From yesterday on: last night's shift still runs in the morning."""
	first = add_days(getdate(nowdate()), -1)
	for shift, level, office, people, phone in SHIFTS:
		with acting_as(accounts.user_of(office)):
			for day in range(DAYS):
				user = accounts.user_of(people[day % len(people)])
				line = {"date": add_days(first, day), "shift": shift, "level": level, "user": user}
				make(ROSTER, line, {"phone": phone})
