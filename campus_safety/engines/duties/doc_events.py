"""The table of document events in hooks.py, completed from the site's duty rules.

Which DocTypes count as evidence stands in the school's rules, its own custom DocTypes included. The framework reads
the table once per site and keeps the answer in its cache; saving a rule drops that cache
(`engines.duties.events.forget`). So a record of any kind settles duties at once, and no event is registered for
every document of the site.
"""

HANDLER = "campus_safety.engines.duties.events.follow_record"
EVENTS = ("on_change", "after_delete")


class DocEvents(dict):
	"""A plain dictionary of hooks that yields the site's evidence DocTypes, too, while the framework walks over it."""

	def __iter__(self):
		yield from super().__iter__()
		yield from (doctype for doctype in _evidence() if not super(DocEvents, self).__contains__(doctype))

	def __getitem__(self, doctype: str) -> dict:
		events = dict(self.get(doctype, {}))
		if doctype in _evidence():
			for event in EVENTS:
				present = events.get(event, [])
				events[event] = [*(present if isinstance(present, list) else [present]), HANDLER]
		return events


def _evidence() -> tuple[str, ...]:
	from campus_safety.engines.duties.rules import (
		by_evidence,  # the site is known by then, not when this is imported
	)

	return tuple(by_evidence())
