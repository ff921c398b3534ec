"""What the school has decided about an outside authority for the checkpoints."""

from campus_safety.access.settings import get_text


def get_authority() -> tuple[str, str]:
	"""(address, root certificates as PEM) of the time-stamp authority; ("", …) where there is none."""
	return get_text("tsa_url"), get_text("tsa_roots")
