"""What a person can begin from the top of the workspace with one tap: the shape of a line of declared/."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Start:
	"""A new record of `doctype`, offered to whoever may create one.

	label: what the person does, in English source.
	icon: a symbol of the Desk's set.
	place: where it stands in the row; the daily work comes first.
	"""

	doctype: str
	label: str
	icon: str
	place: int
