"""Family, poverty, ethnicity and faith are no signals (domain §24): the notice lists them as what a person enters into a ledger.

A rule may neither count records of them nor filter by them: whoever is poor would be flagged for it. Words, not a list of
fields: a school's own document types are held to it, too.
"""

import re

WORDS = (
	"贫困", "家庭经济", "经济困难", "困难认定", "助学金", "低保", "脱贫", "孤儿", "单亲", "离异", "留守", "残疾",
	"民族", "宗教", "信仰", "籍贯", "生源地", "性别", "家庭情况", "家庭结构", "资助",
	"poverty", "poor", "hardship", "funding", "financial aid", "subsidy", "orphan", "single parent", "divorce",
	"family situation", "family structure", "ethnic", "nationality", "religion", "religious", "native place", "gender", "sex", "disabled person",
)  # fmt: skip
_OF_WORDS = re.compile(r"\b(?:" + "|".join(word for word in WORDS if word.isascii()) + r")\w*", re.IGNORECASE)
_CHINESE = tuple(word for word in WORDS if not word.isascii())
# classified care stands under the same heads: who is poor, whose family has broken up, who is far from home
DOCTYPES = frozenset(("Campus Care Plan", "Campus Medical Support"))
# what a student is, and not what somebody did or noticed
FIELDS = frozenset(("is_minor", "residence_type", "lives_off_campus", "home_address", "birth_date"))


def name_circumstances(*texts: str | None) -> bool:
	"""Does one of them, a name or a label, speak of what somebody is and cannot help?"""
	return any(_speaks(text) for text in texts if text)


def _speaks(text: str) -> bool:
	words = text.replace("_", " ")
	return bool(_OF_WORDS.search(words)) or any(word in text for word in _CHINESE)
