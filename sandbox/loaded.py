"""What servers load before they divide: each part would load it anew."""

import importlib
import pkgutil

# all that is written runs through these
RECORDS = ("campus_safety.access.hooks", "campus_safety.engines.duties.doc_events")
JOBS = (*RECORDS, "campus_safety.jobs")
PAGES = (*RECORDS, "campus_safety.api", "campus_safety.boot", "campus_safety.engines.sheets.document")


def load(names: tuple[str, ...]) -> None:
	"""These modules, and every one in those that are packages; nothing where the app is not there yet."""
	for name in names:
		try:
			found = importlib.import_module(name)
		except ModuleNotFoundError as error:
			if error.name and name.startswith(error.name):
				continue
			raise  # the app is there, and what it needs is not
		for module in pkgutil.iter_modules(getattr(found, "__path__", ()), f"{name}."):
			importlib.import_module(module.name)
