"""Structures of the scales the app knows, without a word of their texts, and default rules that a school edits (domain §6, [P]).

PHQ-9 and GAD-7 are in the public domain (Spitzer, Williams, Kroenke); all others carry scores only.
"""

from dataclasses import dataclass, field

from campus_safety.domain.psychology.flags import Flag, FlagRule, Of
from campus_safety.domain.psychology.scales import Item, Scale

FREQUENCY = ("A", ((0, "完全不会"), (1, "好几天"), (2, "一半以上的天数"), (3, "几乎每天")))
DIFFICULTY = ("B", ((0, "毫无困难"), (1, "有点困难"), (2, "非常困难"), (3, "极度困难")))


@dataclass(frozen=True)
class Published:
	"""name: as staff call it. texts: has the school to paste them? bands: (from, to) of the published severities, lowest first."""

	name: str
	rights: str
	rules: tuple[FlagRule, ...]
	structure: Scale | None = None
	options: tuple = ()
	bands: tuple[tuple[int, int], ...] = ()
	grades: tuple[tuple[str, Flag], ...] = ()
	factors: tuple[str, ...] = ()
	aliases: tuple[str, ...] = field(default=())


def _values(options: tuple) -> dict[str, tuple[int, ...]]:
	return {name: tuple(value for value, _label in pairs) for name, pairs in options}


_PHQ_OPTIONS = (FREQUENCY, DIFFICULTY)

PHQ_9 = Published(
	"PHQ-9",
	"Public Domain",
	rules=(
		FlagRule(Of.ITEM, "9", ">=", 1, Flag.URGENT),
		FlagRule(Of.TOTAL, "", ">=", 10, Flag.KEY),
	),
	# nine scored items; the tenth asks how hard it all made daily life, and counts nowhere
	structure=Scale(
		items=(
			*(Item(number, self_harm=number == 9) for number in range(1, 10)),
			Item(10, options="B", scored=False),
		),
		options=_values(_PHQ_OPTIONS),
	),
	options=_PHQ_OPTIONS,
	bands=((0, 4), (5, 9), (10, 14), (15, 19), (20, 27)),
)

GAD_7 = Published(
	"GAD-7",
	"Public Domain",
	rules=(FlagRule(Of.TOTAL, "", ">=", 10, Flag.KEY),),
	structure=Scale(items=tuple(Item(number) for number in range(1, 8)), options=_values((FREQUENCY,))),
	options=(FREQUENCY,),
	bands=((0, 4), (5, 9), (10, 14), (15, 21)),
)

SCL_90 = Published(
	"SCL-90",
	"Scores Only",
	rules=(
		FlagRule(Of.TOTAL, "", ">=", 160, Flag.KEY),
		FlagRule(Of.ANY_FACTOR, "", ">=", 2, Flag.GENERAL),
	),
	factors=(
		"躯体化",
		"强迫症状",
		"人际关系敏感",
		"抑郁",
		"焦虑",
		"敌对",
		"恐怖",
		"偏执",
		"精神病性",
		"其他",
	),
)

UPI = Published(
	"UPI",
	"Scores Only",
	rules=(
		FlagRule(Of.ITEM, "25", ">=", 1, Flag.URGENT),
		FlagRule(Of.TOTAL, "", ">=", 25, Flag.KEY),
	),
)

SDS = Published("SDS", "Scores Only", rules=(FlagRule(Of.TOTAL, "", ">=", 53, Flag.KEY),))

# the platform of the education ministry: its own three grades, no scores to compare with
NATIONAL = Published(
	"中国大学生心理健康筛查量表",
	"Scores Only",
	rules=(),
	grades=(("一级", Flag.KEY), ("二级", Flag.GENERAL), ("三级", Flag.GENERAL), ("无", Flag.NONE)),
)

ALL = (PHQ_9, GAD_7, SCL_90, UPI, SDS, NATIONAL)


def severity(published: Published, total: int) -> int:
	"""Number of the published band (0 the lowest): for the test against the published figures, shown to nobody as a level."""
	return next(place for place, (low, high) in enumerate(published.bands) if low <= total <= high)
