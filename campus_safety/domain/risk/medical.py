"""Medical support 医疗帮扶: what nobody writes into it, and when it is looked at again (domain §11)."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

# an amount of a medicine: 20mg, 半片, 每次两粒, 五十毫克; ㎎ and ２０ｍｇ are read as what they stand for
DOSE = re.compile(
	r"(\d+(\.\d+)?|[〇零一二两三四五六七八九十百千半几壹贰叁肆伍陆柒捌玖拾])\s*(mg|ml|μg|ug|g|毫克|微克|毫升|片|粒|丸|支|袋|滴|贴)(?![a-z])",
	re.IGNORECASE,
)


def names_dose(text: str | None) -> bool:
	"""Does the text say how much of a medicine somebody takes?"""
	return bool(DOSE.search(unicodedata.normalize("NFKC", text or "")))


def next_due(open_days: Iterable[date]) -> date | None:
	return min(open_days, default=None)


def repeated(done_on: date, every: int) -> date:
	"""The day of the next one: counted from when it was done, so that a late one does not make the next one early."""
	return done_on + timedelta(days=every)
