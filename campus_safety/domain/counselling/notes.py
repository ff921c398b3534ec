"""What a session note 咨询记录 says in fixed words: as secret as its text, so risk and concerns are kept as one padded text."""

import json
from dataclasses import dataclass, replace

RISKS = ("None", "Ideation", "Plan", "Act")
GRAVE_RISKS = frozenset(("Plan", "Act"))
INDIVIDUAL, GROUP = "Individual", "Group"
PADDED_TO = 256  # characters: the ciphertext's length tells nothing


@dataclass(frozen=True)
class Checked:
	"""risk: the answer to the risk check, "" while it was not asked. concerns: from the school's short list."""

	risk: str = ""
	concerns: tuple[str, ...] = ()


def dump(checked: Checked) -> str:
	text = json.dumps({"risk": checked.risk, "concerns": checked.concerns}, ensure_ascii=False)
	return text.ljust(-(-len(text) // PADDED_TO) * PADDED_TO)


def load(text: str | None) -> Checked:
	"""Of what `dump` gave. Errors: ValueError for any other text."""
	if not text:
		return Checked()
	values = json.loads(text)
	return Checked(values["risk"], tuple(values["concerns"]))


def entered(known: Checked, typed: Checked) -> Checked:
	"""What is typed stands in place of what was known; what is left empty stays."""
	return replace(known, **{k: v for k, v in (("risk", typed.risk), ("concerns", typed.concerns)) if v})


def describe(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
	"""(label, values) in English source, for whoever may read it. Another text is its own description."""
	try:
		checked = load(text)
	except ValueError:
		return (("", (text,)),)
	return (("Risk Check", (checked.risk or "-",)), ("Concerns", checked.concerns))
