"""Destroying what is kept no longer: which digest stands on the certificate."""

import hashlib
from collections.abc import Iterable

NOTHING = ""


def extend_digest(digest: str, records: Iterable[tuple[str, str]]) -> str:
	"""SHA-256 over the digest so far and the (kind, number) of one student's records, in their order; hexadecimal.

	Student after student: where a run was cut off changes nothing, and one record more or less changes everything.
	"""
	lines = "\n".join(f"{kind}\t{name}" for kind, name in sorted(records))
	return hashlib.sha256(f"{digest}\n{lines}".encode()).hexdigest()
