"""Walks over thousands of pairs, shortened without a day or a chance in it: actors take turns.

Each question is asked by some of the actors, and every actor asks the same share of all questions about every record. With
`CAMPUS_WHOLE_WALKS` set (`python3 sandbox test --whole`) everybody asks everything.
"""

import os

WHOLE = bool(os.environ.get("CAMPUS_WHOLE_WALKS"))


def has_turn(actor: int, actors: int, place: int, at_once: int = 1) -> bool:
	"""Does this one of so many actors ask the question at this place? At each place `at_once` of them do."""
	return WHOLE or (actor - place) % actors < at_once
