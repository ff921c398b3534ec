"""The table of document events in hooks.py, completed from the site's rules.

Which DocTypes count as evidence stands in the school's rules, its own custom DocTypes included. The framework reads
the table once per site and keeps the answer in its cache; saving a rule drops that cache
(`engines.duties.events.forget`). So a record of any kind settles duties at once, and no event is registered for
every document of the site. A room with rules of its own over records of any kind names itself in hooks.py.
"""

from collections.abc import Mapping
from importlib import import_module

HANDLER = "campus_safety.engines.duties.events.follow_record"
REGISTRY = "campus_safety.engines.duties.rules.by_evidence"
EVENTS = ("on_change", "after_delete")


class DocEvents(dict):
	"""A plain dictionary of hooks that yields the site's evidence DocTypes, too, while the framework walks over it.

	others: {path of what gives the DocTypes that a room's rules name: path of the handler of their events}.
	"""

	def __init__(self, events: Mapping[str, dict], others: Mapping[str, str] | None = None) -> None:
		super().__init__(events)
		self.followers = {REGISTRY: HANDLER, **(others or {})}

	def __iter__(self):
		yield from super().__iter__()
		yield from (
			doctype for doctype in self._followed() if not super(DocEvents, self).__contains__(doctype)
		)

	def __getitem__(self, doctype: str) -> dict:
		events = dict(self.get(doctype, {}))
		for handler in self._followed().get(doctype, ()):
			for event in EVENTS:
				present = events.get(event, [])
				events[event] = [*(present if isinstance(present, list) else [present]), handler]
		return events

	def _followed(self) -> dict[str, list[str]]:
		"""{DocType: handlers}. Modules are imported when they are asked: the site is known by then, not when hooks.py is read."""
		found: dict[str, list[str]] = {}
		for registry, handler in self.followers.items():
			module, _dot, function = registry.rpartition(".")
			for doctype in getattr(import_module(module), function)():
				found.setdefault(doctype, []).append(handler)
		return found
