"""What a browser may be sent to."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{3,2000}", re.IGNORECASE)


def is_web_address(text: str) -> bool:
	"""http or https, without blanks or quotes: nothing that runs."""
	return bool(_ADDRESS.fullmatch((text or "").strip()))
