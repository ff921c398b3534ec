"""Statistics that cannot be taken apart 统计抑制: a finished table with sums, and what of it may be shown (domain §6).

A cell of 1 to 4 people is hidden, and so many others with it that no linear combination of what is shown gives it. The same for
the difference of two releases: a student who came in between must not stand there alone.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from campus_safety.domain.small_counts import tells_nobody

Cell = Hashable
NOTHING_LEFT = 10**9
Equation = Mapping[Cell, int]  # cell → factor; the sum of factor × value is nought


@dataclass(frozen=True)
class Table:
	"""values: every cell with its number, sums included. equations: which sums hold between them."""

	values: Mapping[Cell, int]
	equations: tuple[Equation, ...]


@dataclass(frozen=True)
class Release:
	"""What was shown: the table and the cells that were hidden."""

	table: Table
	hidden: frozenset[Cell]

	@property
	def shown(self) -> dict[Cell, int | None]:
		"""None, never 0, stands for what is not told."""
		return {cell: None if cell in self.hidden else value for cell, value in self.table.values.items()}


def sum_of(whole: Cell, parts: Iterable[Cell]) -> Equation:
	return {**dict.fromkeys(parts, 1), whole: -1}


def release(table: Table, earlier: Sequence[Release] = ()) -> Release:
	"""The table with what must be hidden in it, whatever has been released before. What is out stays out."""
	secret = {cell for cell, value in table.values.items() if not tells_nobody(value)}
	secret |= {cell for before in earlier for cell in _too_near(table, before)}
	found = _Hiding(table, secret)
	while found.close_plain_sums() or found.close_combinations():
		pass
	# who can count knows the rest
	return Release(table, frozenset(found.hidden - determined(table.equations, found.hidden)))


def _too_near(table: Table, before: Release) -> set[Cell]:
	"""Cells whose difference from what was released is a handful, as far as the earlier number is known or can be worked out."""
	known = set(before.table.values) - (before.hidden - determined(before.table.equations, before.hidden))
	return {
		cell
		for cell, value in table.values.items()
		if cell in known and not tells_nobody(abs(value - before.table.values[cell]))
	}


class _Hiding:
	"""Cells being hidden until no secret one can be worked out. secret: those, and what a sum of a handful is hidden behind."""

	def __init__(self, table: Table, secret: set[Cell]):
		self.values, self.equations = table.values, table.equations
		self.secret, self.hidden = set(secret), set(secret)
		self.place = {cell: place for place, cell in enumerate(sorted(table.values, key=repr))}
		self.of_cell: dict[Cell, list[Equation]] = {cell: [] for cell in table.values}
		for equation in table.equations:
			for cell in equation:
				self.of_cell[cell].append(equation)

	def close_plain_sums(self) -> bool:
		"""A secret alone in its sum, and secrets that together are a handful: two of them must be ones. True: something was hidden."""
		before = len(self.hidden)
		for equation in self.equations:
			unseen = [cell for cell in equation if cell in self.hidden]
			if len(unseen) == 1 and unseen[0] in self.secret:
				self.hide_one_more(equation)
			elif unseen and all(equation[cell] == 1 for cell in unseen):
				if not tells_nobody(sum(self.values[cell] for cell in unseen)):
					self.secret |= self.hide_one_more(equation)
		return len(self.hidden) > before

	def close_combinations(self) -> bool:
		"""A secret that several sums together give. True: something was hidden."""
		before = len(self.hidden)
		known = determined(self.equations, self.hidden)
		for cell in sorted(known & self.secret, key=self.place.get):
			self.hide_one_more(self._nearest(cell, known))
		return len(self.hidden) > before

	def _nearest(self, cell: Cell, known: Collection[Cell]) -> Equation:
		"""The cheapest sum around the cell in which something is still shown; else around those that give it away with it."""
		seen, layer = {cell}, [cell]
		while layer:
			around = [equation for each in layer for equation in self.of_cell[each]]
			best = min(around, key=self._cost)
			if self._cost(best) < NOTHING_LEFT:
				return best
			layer = list(
				dict.fromkeys(each for sums in around for each in sums if each in known and each not in seen)
			)
			seen.update(layer)
		return dict.fromkeys(self.values, 1)

	def hide_one_more(self, equation: Equation) -> set[Cell]:
		"""A part before the sum, one of enough people before nobody, the smallest of them."""
		complement = self._complement(equation)
		found = set() if complement is None else {complement}
		self.hidden |= found
		return found

	def _complement(self, equation: Equation) -> Cell | None:
		left = [cell for cell in equation if cell not in self.hidden]
		return min(
			left,
			key=lambda cell: (
				equation[cell] != 1,
				self.values[cell] == 0,
				self.values[cell],
				self.place[cell],
			),
			default=None,
		)

	def _cost(self, equation: Equation) -> int:
		complement = self._complement(equation)
		return NOTHING_LEFT if complement is None else self.values[complement]


def determined(equations: Iterable[Equation], hidden: Collection[Cell]) -> set[Cell]:
	"""Hidden cells that some linear combination of the equations gives, all others being known. Exact, in fractions."""
	unknown = set(hidden)
	rows = [{cell: factor for cell, factor in equation.items() if cell in unknown} for equation in equations]
	solved: dict[Cell, dict] = {}
	using: dict[Cell, set[Cell]] = {}  # cell → pivots whose rows hold it
	for row in sorted(filter(None, rows), key=len):
		row = _reduced(row, solved)
		if not row:
			continue
		pivot = min(row, key=lambda cell: len(using.get(cell, ())))
		factor = row.pop(pivot)
		row = {cell: _divided(-value, factor) for cell, value in row.items()}
		for other in using.pop(pivot, set()):
			_put_in(solved[other], pivot, row, other, using)
		solved[pivot] = row
		for cell in row:
			using.setdefault(cell, set()).add(pivot)
	return {pivot for pivot, row in solved.items() if not row}


def _divided(value, by):
	"""Whole numbers stay whole: a fraction takes twenty times as long."""
	if by == 1:
		return value
	return -value if by == -1 else Fraction(value) / by


def _reduced(row: Mapping, solved: Mapping) -> dict:
	"""The equation with every solved cell put in terms of the others."""
	found: dict = {}
	for cell, factor in row.items():
		if cell not in solved:
			found[cell] = found.get(cell, 0) + factor
			continue
		for part, share in solved[cell].items():
			found[part] = found.get(part, 0) + factor * share
	return {cell: factor for cell, factor in found.items() if factor}


def _put_in(target: dict, pivot: Cell, row: Mapping, owner: Cell, using: dict) -> None:
	"""Replace `pivot` in a solved row by what it is now known to be."""
	factor = target.pop(pivot)
	for cell, share in row.items():
		value = target.get(cell, 0) + factor * share
		if value:
			target[cell] = value
			using.setdefault(cell, set()).add(owner)
		else:
			target.pop(cell, None)
			using.get(cell, set()).discard(owner)
