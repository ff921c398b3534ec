"""What features declare to the engines: workflows, ledgers, the timeline, what waits for whom, indexes, what is sealed. A page per room, pure data.

A new room is one more name in ROOMS; its page may leave out what it does not declare. Their order is the order in which
waiting work is shown: an emergency, then a missing student, before everything else.
"""

from campus_safety.declared import (
	accountability,
	after_crisis,
	appeals,
	care,
	counselling,
	crisis,
	defence,
	disputes,
	drills,
	duties,
	education,
	emergencies,
	evidence,
	gate,
	governance,
	handover,
	hazards,
	incidents,
	leave,
	medical,
	people,
	police,
	policies,
	presence,
	privacy,
	psychology,
	risk,
	warning,
	work_reports,
)
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.counted import Counted
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Layout
from campus_safety.domain.privacy.trust import TrustForm
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import StateTable
from campus_safety.domain.timeline import Source
from campus_safety.domain.waiting import Waiting

ROOMS = (
	emergencies,
	presence,
	crisis,
	incidents,
	warning,
	after_crisis,
	risk,
	medical,
	handover,
	psychology,
	counselling,
	care,
	leave,
	hazards,
	drills,
	police,
	defence,
	disputes,
	appeals,
	duties,
	evidence,
	education,
	governance,
	policies,
	work_reports,
	accountability,
	privacy,
	people,
	gate,
)


def _collect(kind: str) -> tuple:
	return tuple(declared for room in ROOMS for declared in getattr(room, kind, ()))


WORKFLOWS: dict[str, StateTable] = {table.document_type: table for table in _collect("WORKFLOWS")}
LEDGERS: dict[str, Layout] = {layout.doctype: layout for layout in _collect("LEDGERS")}
TIMELINE: tuple[Source, ...] = _collect("TIMELINE")
WAITING: tuple[Waiting, ...] = _collect("WAITING")
AWAITED: tuple[Waiting, ...] = _collect("AWAITED")
AGENDA: tuple[Agenda, ...] = _collect("AGENDA")
STARTS: tuple[Start, ...] = tuple(sorted(_collect("STARTS"), key=lambda start: start.place))
ALERTS: tuple[AlertSource, ...] = _collect("ALERTS")
COUNTED: dict[str, Counted] = {each.doctype: each for each in _collect("COUNTED")}
INDEXES: tuple[Index, ...] = _collect("INDEXES")
EVIDENCE: dict[str, Evidence] = {each.doctype: each for each in _collect("EVIDENCE")}
TRUST: tuple[TrustForm, ...] = _collect("TRUST")
UNSEALED: dict[str, Unsealed] = {each.doctype: each for each in _collect("UNSEALED")}
