"""What a person has to do 待我办理 and what they wait for from others 等待他人: the shape of a line of declared/.

`engines.workbench` reads the lines; each kind of waiting work is one of WAITING, each kind of waiting for others one of
AWAITED.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Waiting:
	"""One kind of work.

	label: what the person has to do, in English source.
	filters: from (user, today) to list filters.
	roles: who does this work; empty when the filters name the person.
	unsigned: leave out what the person has signed already.
	when: the date by which it should be done, or since when it waits.
	due: `when` is a date to keep, so a past one is late.
	note: a field shown under the title, for what is decided on the spot.
	since: `when` is when it began to wait: shown is for how long.
	urgent: somebody may be in danger; stands above everything else, in red.
	level: the field that holds a risk level: shown, and the gravest come first.
	details: fields shown under the title, so that it can be decided without opening it.
	named: what the engine asks for the documents' names, where filters cannot tell (`engines.workbench.NAMED`).
	"""

	label: str
	doctype: str
	filters: Callable[[str, date], dict]
	when: str
	roles: tuple[str, ...] = ()
	due: bool = False
	unsigned: bool = False
	title: tuple[str, ...] = field(default=("student",))
	note: str = ""
	since: bool = False
	urgent: bool = False
	level: str = ""
	details: tuple[str, ...] = ()
	named: str = ""
