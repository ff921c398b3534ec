"""How numbers of a rule are told to whoever need not know the students: of two rules that differ by one student nobody learns about that one."""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe

from campus_safety.access.checks import reach_of
from campus_safety.access.secrets import own_key
from campus_safety.domain.small_counts import FEWEST, in_steps, part_shown, whole_shown
from campus_safety.services.warning.rules import WARNING


@dataclass(frozen=True)
class Told:
	"""A number below five is None, nought too: with a narrow rule one or nought would answer about one student. The others go in fives.

	shift: of these students (`shift_of`), so that the same ones give the same numbers.
	"""

	exact: bool
	shift: int

	def whole(self, number: int) -> int | None:
		return number if self.exact else self._roughly(whole_shown(number))

	def part(self, part: int, whole: int) -> int | None:
		return part if self.exact else self._roughly(part_shown(part, whole) or None)

	def of_all(self, number: int) -> int | None:
		"""Of a group that no rule chooses."""
		return number if self.exact else whole_shown(number)

	def _roughly(self, number: int | None) -> int | None:
		return None if number is None else in_steps(number, self.shift)


def shift_of(students: Iterable[str]) -> int:
	return int(own_key("warning dry run", "|".join(sorted({*students})))[:8], 16) % FEWEST


def reads_all() -> bool:
	"""Whoever may read every warning may count them, too."""
	user = frappe.session.user
	return bool(frappe.has_permission(WARNING, "read")) and reach_of(user, WARNING).everything
