"""The accountability assessment 考核 (domain §20) as arithmetic.

Points come from the rates of fulfilled duties, each with its weight, less deductions that people decided on. Duties
toward reported risks are different: whoever reports more takes on more of them and must never be worse off for it. Each
one fulfilled moves the score towards 100; what was missed there is shown apart and judged by people, not by arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from campus_safety.domain.duties.coverage import Coverage

FULL = 100.0
NOTHING_OWED = "Nothing Owed"  # the grade of a subject that cannot be scored


@dataclass(frozen=True)
class Item:
	"""One rule's coverage. is_risk: its duties exist because somebody reported a risk."""

	coverage: Coverage
	weight: float = 1.0
	is_risk: bool = False


@dataclass(frozen=True)
class Scheme:
	"""What the school decided. late_credit: what a late duty is worth; risk_half: fulfilled duties toward risks that
	bring half of their rule's weight; grades: (least score, grade), the best first."""

	late_credit: float = 0.5
	risk_half: float = 10
	grades: tuple[tuple[float, str], ...] = (
		(90, "Excellent"),
		(80, "Good"),
		(60, "Qualified"),
		(0, "Not Qualified"),
	)

	def grade(self, score: float) -> str:
		return next(grade for least, grade in self.grades if score >= least)

	def rate(self, item: Item) -> float:
		"""A risk rule is scored by what was fulfilled, never by what was not."""
		return FULL if item.is_risk else item.coverage.merit(self.late_credit) or 0.0

	def effective_weight(self, item: Item) -> float:
		if not item.is_risk:
			return item.weight if item.coverage.due else 0.0
		fulfilled = item.coverage.done + self.late_credit * item.coverage.late
		return item.weight * fulfilled / (fulfilled + self.risk_half)


@dataclass(frozen=True)
class Result:
	"""points: what each item, in the order given, brings; before deductions they add up to the score. score: None
	where nothing was owed."""

	score: float | None
	grade: str
	points: tuple[float, ...] = field(default=())
	missed_risk_duties: int = 0


def assess(items: Sequence[Item], deductions: Iterable[float] = (), scheme: Scheme | None = None) -> Result:
	"""A subject that owed nothing that could be judged has no score, never a full one (domain §20). Score and points
	have two decimals."""
	scheme = scheme or Scheme()
	weights = [scheme.effective_weight(item) for item in items]
	whole = sum(weights)
	parts = [
		scheme.rate(item) * weight / whole if whole else 0.0
		for item, weight in zip(items, weights, strict=True)
	]
	score = round(min(FULL, max(0.0, sum(parts) - sum(deductions))), 2) if whole else None
	return Result(
		score=score,
		grade=NOTHING_OWED if score is None else scheme.grade(score),
		points=tuple(round(part, 2) for part in parts),
		missed_risk_duties=sum(item.coverage.missed for item in items if item.is_risk),
	)
