"""No value makes an endpoint fail: it is refused in words (found/security.md L1).

A 500 tells nobody what to do, and leaves a log of everything the request had in hand.
"""

from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.security.odd_values import (
	ODD,
	arguments,
	endpoints,
	good_values,
	kind_of,
	nothing_is_kept,
	status_of,
)
from campus_safety.tests.turns import has_turn

SHARES = 3  # at each parameter every third value, at the next one the next third


class TestOddValues(WorldTestCase):
	def get_insider(self, path: str) -> str:
		"""Who gets far in this room."""
		users = self.world.users
		rooms = {
			"student": users["child"],
			"risk": users["lead"],
			"records": users["psych_head"],
			"daily_care": users["counsellor"],
			"leave": users["counsellor"],
			"absence": users["counsellor"],
			"workbench": users["lead"],
		}
		return rooms.get(path.split(".")[-2], self.world.by_role[r.STUDENT_AFFAIRS])

	def walk(self, at: int, path: str, parameters: list[str], good: dict):
		"""(user, arguments): values by turns at each parameter beside good ones; each at all of them at once for those outside."""
		given, insider = arguments(path, parameters, good), self.get_insider(path)
		outside = (
			self.world.users["pupil"],
			self.world.users["administrator_of_site"],
			self.world.users["other_counsellor"],
		)
		for turn, value in enumerate(ODD):
			yield outside[turn % len(outside)], {**given, **dict.fromkeys(parameters, value)}
			for place, name in enumerate(parameters, at):
				if has_turn(turn, SHARES, place):
					yield insider, {**given, name: value}

	def test_each_endpoint_each_parameter_each_value(self) -> None:
		good, asked, failed = good_values(self.world), 0, {}
		known = endpoints()
		for at, (path, parameters) in enumerate(known.items()):
			for user, given in self.walk(at, path, parameters, good) if parameters else ():
				with nothing_is_kept():
					status, error = status_of(path, user, given)
				asked += 1
				if status >= 500:
					failed.setdefault((path, kind_of(error)), [error[:200]]).append(
						{name: repr(value)[:40] for name, value in given.items()}
					)
		print(f"{len(known)} endpoints, {len(ODD)} values, 4 actors: {asked} requests")
		self.assertEqual({key: (len(found) - 1, *found[:2]) for key, found in failed.items()}, {})
		self.assertGreater(asked, 8_000)
