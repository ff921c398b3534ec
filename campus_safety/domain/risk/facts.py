"""What makes a student's danger grave: plan, attempt, diagnosis, factors. As secret as the text of the ledger (domain §7).

They are typed into fields of their own and kept as one text, which is encrypted. Whatever somebody adds is in force at once;
a plan, an attempt, its date or its factor is taken out by two signatures.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

PADDED_TO = 256  # characters: the ciphertext's length tells nothing
ANSWERS = ("No", "Yes")


@dataclass(frozen=True)
class Facts:
	has_plan: bool = False
	attempt_date: date | None = None
	diagnosis: bool = False
	factors: tuple[str, ...] = ()


def dump(facts: Facts) -> str:
	text = json.dumps(
		{
			"has_plan": facts.has_plan,
			"attempt_date": facts.attempt_date and facts.attempt_date.isoformat(),
			"diagnosis": facts.diagnosis,
			"factors": facts.factors,
		}
	)
	return text.ljust(-(-len(text) // PADDED_TO) * PADDED_TO)


def load(text: str | None) -> Facts:
	"""Of what `dump` gave; nothing is known where there is no text. Errors: ValueError for any other text."""
	if not text:
		return Facts()
	values = json.loads(text)
	attempt = values["attempt_date"]
	return Facts(
		values["has_plan"],
		date.fromisoformat(attempt) if attempt else None,
		values["diagnosis"],
		tuple(values["factors"]),
	)


def strengthened(known: Facts, typed: Facts) -> Facts:
	"""Everything of both; of two dates of an attempt the later one."""
	return Facts(
		known.has_plan or typed.has_plan,
		max(filter(None, (known.attempt_date, typed.attempt_date)), default=None),
		known.diagnosis or typed.diagnosis,
		tuple(dict.fromkeys((*known.factors, *typed.factors))),
	)


def weakens(known: Facts, wanted: Facts, attempt_factors: Collection[str]) -> bool:
	"""Does it take out a plan, an attempt, its date (or date it earlier), or its factor?"""
	lost = set(known.factors) - set(wanted.factors)
	if (known.has_plan and not wanted.has_plan) or lost & set(attempt_factors):
		return True
	if known.attempt_date is None:
		return False
	return wanted.attempt_date is None or wanted.attempt_date < known.attempt_date


def is_danger(facts: Facts, attempt_factors: Collection[str]) -> bool:
	"""A plan or an attempt is known."""
	return facts.has_plan or facts.attempt_date is not None or bool(set(facts.factors) & set(attempt_factors))


def inherit(facts: Facts, earlier: Facts, attempt_factors: Collection[str], was_closed: bool) -> Facts:
	"""With the attempts of an earlier ledger of the student; with its plan, too, unless that one was closed by its signatures."""
	kept = tuple(factor for factor in earlier.factors if factor in attempt_factors)
	return strengthened(facts, Facts(earlier.has_plan and not was_closed, earlier.attempt_date, False, kept))


def describe(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
	"""(label, values) in English source, for whoever may read it. Another text is its own description."""
	try:
		facts = load(text)
	except ValueError:
		return (("", (text,)),)
	attempt = (facts.attempt_date.isoformat(),) if facts.attempt_date else ()
	return (
		("Suicide Plan", (_yes(facts.has_plan),)),
		("Date of the Last Attempt", attempt),
		("Diagnosed", (_yes(facts.diagnosis),)),
		("Risk Factors", facts.factors),
	)


def _yes(value: bool) -> str:
	return ANSWERS[bool(value)]
