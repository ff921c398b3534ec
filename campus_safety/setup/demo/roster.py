"""The duty roster of two weeks: a leader and the security office each night, the psych centre each day."""

from frappe.utils import add_days, getdate, nowdate

from campus_safety.records.roster import ROSTER
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo.records import acting_as, make

DAYS = 14
# shift, level, who takes turns, telephone
SHIFTS = (
	("Night", "School", ("affairs", "safety", "office"), "0531-88001101"),
	("Night", "Security", ("guard", "security"), "0531-88001110"),
	("Day", "Centre", ("psychteacher", "psychhead"), "0531-88001200"),
	("Day", "School", ("office",), "0531-88001100"),
)


def create() -> None:
	"""From yesterday on: last night's shift still runs in the morning."""
	first = add_days(getdate(nowdate()), -1)
	with acting_as(accounts.user_of("affairs")):
		for day in range(DAYS):
			for shift, level, people, phone in SHIFTS:
				user = accounts.user_of(people[day % len(people)])
				line = {"date": add_days(first, day), "shift": shift, "level": level, "user": user}
				make(ROSTER, line, {"phone": phone})
