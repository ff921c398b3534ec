"""What the counted evidence makes of a duty: `domain.obligation.next_state` as terms of a query.

A test holds the two together (`tests/duties/test_reference`).
"""

from datetime import date

from pypika import Case, CustomFunction
from pypika.functions import Coalesce
from pypika.terms import Criterion, Term, ValueWrapper

from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties.evidence import DAY_LENGTH, EvidenceQuery, Group
from campus_safety.engines.duties.rules import DutyRule

Left = CustomFunction("LEFT", ["text", "length"])
Substring = CustomFunction("SUBSTRING", ["text", "start"])
NO_DAY = "0001-01-01"


class Outcome:
	"""found: the rows of `EvidenceQuery.counted`, joined on the subject."""

	def __init__(self, rule: DutyRule, source: EvidenceQuery, found, group: Group, today: date):
		self.group, self.today = group, today
		self.done = Coalesce(found.done, 0)
		self.on_time = Coalesce(found.on_time, 0)
		self.late = Coalesce(found.late, 0)
		self.first_day = Left(found.first, DAY_LENGTH)
		self.evidence = ValueWrapper(None) if source.hides_names else Substring(found.first, DAY_LENGTH + 1)
		self.evidence_doctype = Case().when(self.done > 0, rule.evidence_doctype).else_(None)

	def state_of_new(self, needed: int | Term) -> Term:
		enough, punctual = self.done >= needed, self.on_time >= needed
		return self._state(enough, punctual, State.OPEN)

	def state_after(self, duty) -> Term:
		"""What was once overdue is done late at best."""
		enough = self.done >= duty.min_count
		in_time_so_far = duty.state.isin((State.OPEN.value, State.DONE.value))
		was_late = duty.state.isin((State.OVERDUE.value, State.DONE_LATE.value))
		punctual = (self.on_time >= duty.min_count) & in_time_so_far
		return self._state(
			enough, punctual, Case().when(was_late, State.OVERDUE.value).else_(State.OPEN.value)
		)

	def differs(self, duty) -> Criterion:
		"""The duty does not say yet what the evidence says."""
		return (
			(duty.done_count != self.done)
			| (duty.state != self.state_after(duty))
			| (duty.late_count != self.late)
			| (Coalesce(duty.first_done_on, NO_DAY) != Coalesce(self.first_day, NO_DAY))
			| (Coalesce(duty.evidence, "") != Coalesce(self.evidence, ""))
		)

	def _state(self, enough: Criterion, punctual: Criterion, unmet: Term | State) -> Term:
		case = Case().when(enough & punctual, State.DONE.value).when(enough, State.DONE_LATE.value)
		if self.today > self.group.due_date:
			return case.else_(State.OVERDUE.value)
		return case.else_(unmet.value if isinstance(unmet, State) else unmet)
