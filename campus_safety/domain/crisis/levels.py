"""How grave a crisis is 一般、严重、确诊, and what follows from it (四(三); domain §12)."""

from enum import Enum

GENERAL, SEVERE, DIAGNOSED = "General", "Severe", "Diagnosed"
LEVELS = (GENERAL, SEVERE, DIAGNOSED)  # each graver than the one before
SEVERE_DISORDER = "Severe Disorder"


class NoDiagnosis(str, Enum):
	"""Why a crisis is not of the level Diagnosed."""

	KIND = "kind"
	PROOF = "proof"
	STABLE = "stable"


def is_lower(wanted: str, standing: str) -> bool:
	return LEVELS.index(wanted) < LEVELS.index(standing)


def needs_student_affairs(level: str) -> bool:
	"""Severe and Diagnosed are started and closed by the college and Student Affairs together."""
	return level != GENERAL


def why_not_diagnosed(kind: str | None, has_proof: bool, danger_now: bool) -> NoDiagnosis | None:
	"""A diagnosis has its kind and its paper; a stable student under treatment is cared for, not watched."""
	if not kind:
		return NoDiagnosis.KIND
	if not has_proof:
		return NoDiagnosis.PROOF
	if kind != SEVERE_DISORDER and not danger_now:
		return NoDiagnosis.STABLE
	return None


def is_watched(level: str, kind: str | None, danger_now: bool) -> bool:
	"""Round-the-clock watch needs a severe disorder and danger; nobody is locked in or held (精神卫生法 第二十七至三十一条)."""
	return level == DIAGNOSED and kind == SEVERE_DISORDER and danger_now


def calls_at_once(level: str, danger_now: bool) -> bool:
	"""Whether people are alarmed at once, at any hour, before anybody has approved anything."""
	return danger_now or level != GENERAL
