"""A safety plan 安全计划 (domain §12): the student's own, written together; no promise is asked for in it."""

import re

# in the order in which they are needed
PARTS = ("warning_signs", "own_steps", "places", "people", "professionals", "surroundings")
LONGEST = 2000  # characters of a part
PIN = re.compile(r"^\d{6}$")
MOST_TRIES = 5
_TOO_EASY = frozenset((*(digit * 6 for digit in "0123456789"), "123456", "654321", "012345", "987654"))
# a promise not to harm oneself protects nobody: it keeps people from saying how they are
_PLEDGE = re.compile(
	r"(不自杀|不轻生|不自伤|不伤害自己|不做傻事)(的)?(承诺|保证|协议|契约|约定书)"
	r"|(承诺|保证|发誓)[^。；;\n]{0,6}(不(会|再)?(自杀|轻生|自伤|伤害自己|做傻事)|不去死)"
	r"|no[- ]suicide (pledge|contract|agreement)",
	re.IGNORECASE,
)


def is_pin(text: str) -> bool:
	"""Six digits that are not the first that anybody would try."""
	return bool(PIN.match(text)) and text not in _TOO_EASY


def asks_pledge(text: str | None) -> bool:
	return bool(_PLEDGE.search(text or ""))
