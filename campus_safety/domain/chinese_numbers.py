"""Numbers as headings of papers have them: 一, 二, … 二十一."""

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
	"""Of 1 to 99. Errors: ValueError."""
	if not 0 < number < 100:
		raise ValueError(number)
	tens, ones = divmod(number, 10)
	head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
	return head + (_DIGITS[ones] if ones else "")
