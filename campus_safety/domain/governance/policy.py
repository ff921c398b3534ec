"""Policy risk assessment 制度风险评估 (domain §16): what is missing before the agenda and before publishing, and how grave its risks are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

LEAST, MOST = 1, 5


class Gap(str, Enum):
	"""What is missing; the caller words it."""

	CONSULTATION = "nobody was asked"
	TOO_SHORT = "not public for long enough"
	UNANSWERED = "an objection without an answer"
	RISKS = "no risks"
	MITIGATION = "a risk that nothing lowers"
	PLAN = "no contingency plan"
	LEGALITY = "no legality review"
	EMERGENCY_REASON = "no reason for the emergency route"
	HIGH = "the risk is high"
	NOT_ON_AGENDA = "not on the agenda"
	NOT_DECIDED = "not decided to be issued"


class Consultation(NamedTuple):
	objection: str
	accepted: str
	answer: str

	@property
	def is_answered(self) -> bool:
		return not self.objection.strip() or bool(self.accepted and self.answer.strip())


class Risk(NamedTuple):
	likelihood: int
	impact: int
	mitigation: str

	@property
	def score(self) -> int:
		return _within(self.likelihood) * _within(self.impact)


@dataclass(frozen=True)
class Policy:
	"""What a policy says of itself, as far as the rules ask."""

	consultations: tuple[Consultation, ...] = ()
	risks: tuple[Risk, ...] = ()
	publicised_from: date | None = None
	publicised_to: date | None = None
	plan: str = ""
	legality: str = ""
	emergency: bool = False
	emergency_reason: str = ""
	on_agenda: bool = False
	decision: str = ""
	scores: tuple[int, int] = field(default=(8, 15))  # medium, high from

	@property
	def level(self) -> str:
		"""Of the gravest risk: many small ones make no grave one, and a grave one is not evened out."""
		return level_of((risk.score for risk in self.risks), *self.scores)


def level_of(scores: Iterable[int], medium: int, high: int) -> str:
	"""Low, Medium, High; "" without any."""
	gravest = max(scores, default=0)
	if not gravest:
		return ""
	return "High" if gravest >= high else "Medium" if gravest >= medium else "Low"


def unanswered(consultations: Iterable[Consultation]) -> int:
	return sum(not each.is_answered for each in consultations)


def gaps_of_assessment(policy: Policy, today: date, least_days: int) -> list[Gap]:
	"""Before it counts as assessed: asked, publicised, answered one by one, weighed, with a plan [N]. least_days: of consultation."""
	found = []
	if not policy.consultations:
		found.append(Gap.CONSULTATION)
	if policy.emergency:
		if not policy.emergency_reason.strip():
			found.append(Gap.EMERGENCY_REASON)
	elif not _was_public(policy, today, least_days):
		found.append(Gap.TOO_SHORT)
	if unanswered(policy.consultations):
		found.append(Gap.UNANSWERED)
	if not policy.risks:
		found.append(Gap.RISKS)
	if any(not risk.mitigation.strip() for risk in policy.risks):
		found.append(Gap.MITIGATION)
	if not policy.plan.strip():
		found.append(Gap.PLAN)
	return found


def gaps_of_agenda(policy: Policy, today: date, least_days: int) -> list[Gap]:
	"""Before any meeting may decide on it: all of the above, the legality review, and no high risk [N, P]."""
	found = gaps_of_assessment(policy, today, least_days)
	if not policy.legality.strip():
		found.append(Gap.LEGALITY)
	if policy.level == "High":
		found.append(Gap.HIGH)
	return found


def gaps_of_publishing(policy: Policy, today: date, least_days: int) -> list[Gap]:
	"""Asked anew: an objection that came in after the decision counts, too."""
	found = gaps_of_agenda(policy, today, least_days)
	if not policy.on_agenda:
		found.append(Gap.NOT_ON_AGENDA)
	if policy.decision not in ("Issue", "Issue with Changes"):
		found.append(Gap.NOT_DECIDED)
	return found


def _was_public(policy: Policy, today: date, least_days: int) -> bool:
	"""Both days count, and the last one is over."""
	first, last = policy.publicised_from, policy.publicised_to
	return bool(first and last) and (last - first).days + 1 >= least_days and last < today


def _within(number: int) -> int:
	return max(LEAST, min(MOST, number or LEAST))
