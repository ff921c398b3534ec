"""One sitting judged: what it scores, whether it can be relied on, what it asks for. Validity before level (domain §6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from campus_safety.access.secrets import fingerprint
from campus_safety.domain.psychology.flags import Flag, flag_of, gravest, self_harm_flag
from campus_safety.domain.psychology.scales import score
from campus_safety.domain.psychology.validity import (
	Limits,
	Reason,
	Validity,
	careless,
	in_order,
	judge,
	settled_flag,
)
from campus_safety.services.psychology.scales import KnownScale, as_json, plain


@dataclass(frozen=True)
class Said:
	"""What a platform or a student's page tells of one sitting. items: {number: answer}."""

	taken_at: datetime | None
	seconds: float | None = None
	total: float | None = None
	factors: Mapping[str, float] | None = None
	items: Mapping[int, float] | None = None
	grade: str = ""


@dataclass(frozen=True)
class Judged:
	"""One row of a result's scores. flag: what it asks for after its validity is known."""

	scale: str
	total: float | None
	factors: Mapping[str, float]
	grade: str
	answers: tuple[tuple[int, float], ...]
	flag: Flag
	validity: Validity
	reasons: tuple[str, ...]
	taken_at: datetime | None
	seconds: float | None

	def content_key(self, result: str) -> str:
		"""The same for the same sitting of the same result; tells nothing without the site's key."""
		said = (self.total, sorted(self.factors.items()), self.answers, self.grade, str(self.taken_at))
		return fingerprint(f"{result}|{self.scale}|{as_json(said)}")


def judge_sitting(scale: KnownScale, said: Said, limits: Limits, known: Iterable[Reason] = ()) -> Judged:
	"""known: reasons to doubt that do not come from the answers (whose sheet it is, a second sitting)."""
	items = dict(said.items or {})
	answers = None
	if items and scale.item_count:
		answers = [items.get(number) for number in range(1, scale.item_count + 1)]
	total, factors = said.total, dict(said.factors or {})
	if answers and None not in answers:
		found = score(scale.structure, [int(answer) for answer in answers])
		total, factors = found.total, {**factors, **found.factors}
	items_sat = scale.item_count or (max(items) if items else 0)
	reasons = {*known, *careless(said.seconds, items_sat, answers, scale.contradictions, limits)}
	validity = judge(reasons)
	flag = flag_of(scale.rules, total, factors, items, scale.grades.get(plain(said.grade), Flag.NONE))
	return Judged(
		scale.name,
		total,
		factors,
		said.grade,
		tuple(sorted(items.items())),
		settled_flag(validity, flag, self_harm_flag(scale.rules, items)),
		validity,
		tuple(in_order(reasons)),
		said.taken_at,
		said.seconds,
	)


@dataclass(frozen=True)
class Whole:
	"""A result over all its scales."""

	flag: Flag
	validity: Validity
	reasons: tuple[str, ...]


ORDER = (Validity.VALID, Validity.INVALID, Validity.DOUBTFUL)


def whole_of(rows: Iterable[tuple[str, str, str]]) -> Whole:
	"""rows: (flag, validity, reasons, one a line) of each scale: the gravest flag, the worst validity, every reason."""
	rows = list(rows)
	reasons = {Reason(line) for row in rows for line in (row[2] or "").splitlines() if line}
	worst = max((Validity(row[1]) for row in rows), key=ORDER.index, default=Validity.VALID)
	return Whole(gravest(Flag(row[0]) for row in rows), worst, tuple(in_order(reasons)))
