"""How loudly a result calls for an interview 预警等级: a flag, never a level and never a diagnosis (domain §6, 精神卫生法 23)."""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

OPERATORS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "=": operator.eq}


class Flag(str, Enum):
	"""In rising order; the value is what the record holds."""

	NONE = "None"
	GENERAL = "General"
	KEY = "Key"
	URGENT = "Urgent"

	@cached_property
	def rank(self) -> int:
		return tuple(Flag).index(self)


class Of(str, Enum):
	"""What a rule looks at."""

	TOTAL = "Total"
	FACTOR = "Factor"
	ANY_FACTOR = "Any Factor"
	ITEM = "Item"


@dataclass(frozen=True)
class FlagRule:
	"""One line of a scale's rules, e.g. PHQ-9 item 9 ≥ 1 → Urgent. key: name of the factor or number of the item."""

	of: Of
	key: str
	operator: str
	value: float
	flag: Flag

	@property
	def is_about_self_harm(self) -> bool:
		"""A rule over one item that calls urgently always goes through, however careless the other answers are."""
		return self.of is Of.ITEM and self.flag is Flag.URGENT

	def applies(self, total: float | None, factors: Mapping[str, float], items: Mapping[int, float]) -> bool:
		compare = OPERATORS[self.operator]
		if self.of is Of.TOTAL:
			return total is not None and compare(total, self.value)
		if self.of is Of.ANY_FACTOR:
			return any(compare(score, self.value) for score in factors.values())
		found = factors.get(self.key) if self.of is Of.FACTOR else items.get(int(self.key))
		return found is not None and compare(found, self.value)


def gravest(flags: Iterable[Flag]) -> Flag:
	return max(flags, key=lambda flag: flag.rank, default=Flag.NONE)


def flag_of(
	rules: Iterable[FlagRule],
	total: float | None,
	factors: Mapping[str, float],
	items: Mapping[int, float],
	platform: Flag = Flag.NONE,
) -> Flag:
	"""The gravest that any rule, or the platform's own grade, asks for."""
	return gravest((platform, *(rule.flag for rule in rules if rule.applies(total, factors, items))))


def self_harm_flag(rules: Iterable[FlagRule], items: Mapping[int, float]) -> Flag:
	"""What the items about self-harm alone ask for."""
	return gravest(rule.flag for rule in rules if rule.is_about_self_harm and rule.applies(None, {}, items))
