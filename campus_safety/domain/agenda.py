"""What stands in a person's calendar 日程: the shape of a line of declared/."""

from collections.abc import Callable
from dataclasses import dataclass

CONTEXT = "Agenda"  # of the labels' translations


@dataclass(frozen=True)
class Agenda:
	"""One kind of day. date_field: of the record; label: what is on that day, in English source; title: fields beside it;
	filters: from the user to list filters."""

	doctype: str
	date_field: str
	label: str
	title: tuple[str, ...]
	filters: Callable[[str], dict]
	color: str = "blue"
