"""States and transitions of every workflow (domain.md), as tables that setup turns into Workflow documents.

A state's `status` is what the app's logic reads; a school may add states of its own to the Workflow on the Desk and map
them to one of these. `keys` name the roles that must all sign before a status is reached, whatever the Workflow says.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
	"""One state: who may edit the document while it is in it, and how it is shown."""

	name: str
	editors: tuple[str, ...]
	style: str = ""  # Primary, Info, Success, Warning, Danger, Inverse

	@property
	def status(self) -> str:
		return self.name


@dataclass(frozen=True)
class Transition:
	"""`action` takes a document from one state to the next; any one of `roles` may do it."""

	source: str
	action: str
	target: str
	roles: tuple[str, ...]
	self_approval: bool = True
	condition: str = ""


@dataclass(frozen=True)
class StateTable:
	"""The workflow of one DocType.

	keys: {status: roles that must each sign before it is reached}.
	extra_keys: {status: (Check field, role)}: one more signature while the field is set.
	approvals: statuses that another person grants than who wrote last what is approved.
	approved_words: fields that are so approved.
	by_app: states that the app alone puts a record into, by no step of anybody.
	"""

	document_type: str
	states: tuple[State, ...]
	transitions: tuple[Transition, ...]
	keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
	extra_keys: dict[str, tuple[str, str]] = field(default_factory=dict)
	by_app: tuple[str, ...] = ()
	approvals: tuple[str, ...] = ()
	approved_words: tuple[str, ...] = ()

	@property
	def workflow_name(self) -> str:
		return f"{self.document_type} Workflow"

	@property
	def first_status(self) -> str:
		return self.states[0].status

	def keys_for(self, status: str, row) -> tuple[str, ...]:
		"""Roles whose signature reaching `status` needs, given the document's fields."""
		roles = self.keys.get(status, ())
		check, role = self.extra_keys.get(status, ("", ""))
		return (*roles, role) if role and row.get(check) else roles
