"""What a student is told about a form 谁能看到: which rows it makes, and who is told without being asked. Who reads them the rule says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TrustCase:
	"""One kind of row: `when` it is, in English source ("" always), and the fields on which its rule depends.

	named: fields with the account of whoever has it in hand.
	"""

	when: str
	row: Mapping[str, str | int] = field(default_factory=dict)
	named: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustForm:
	"""A form that a student meets. told: sentences in English source; nobody is told where there is none."""

	doctype: str
	title: str
	cases: tuple[TrustCase, ...]
	told: tuple[str, ...] = ()
