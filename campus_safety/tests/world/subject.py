"""Whom the canaries are about, and one document that outsiders must not learn of."""

from dataclasses import dataclass

STUDENT = "W2026001"  # in class 1 of college 1: the one the canaries are about
NEIGHBOUR = "W2026002"  # same class, nothing recorded
OTHER_STUDENT = "W2026101"  # class 2 of the same college
FAR_STUDENT = "W2026201"  # the other college


@dataclass(frozen=True)
class Subject:
	"""One document that outsiders must not learn of; `field`/`value` for those who ask by filter."""

	doctype: str
	name: str
	field: str
	value: str
	canaries: tuple[str, ...]
	insiders: frozenset[str]


def of(by_role: dict[str, str], *roles: str) -> frozenset[str]:
	"""The accounts that hold these roles and no post: insiders by their office."""
	return frozenset(by_role[role] for role in roles)
