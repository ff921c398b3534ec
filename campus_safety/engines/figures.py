"""Figures in a report of which whoever only counts is told no handful (domain/small_counts.py): None, shown as a dash."""

from collections.abc import Iterable

from frappe import _

NOT_TOLD = "—"


def get_note(hides: bool) -> str | None:
	"""What stands above a report that hides handfuls."""
	return _("Fewer than five students are not told: —") if hides else None


def of_college(college: str | None) -> dict:
	"""The college's cell of a row; classes that lie in none are called so, on the screen and on paper."""
	return {"college": college, "college_name": None if college else _("Without College")}


def percent(rate: float | None) -> str:
	"""Of a card: with its sign, and the dash where there is nothing to count."""
	return NOT_TOLD if rate is None else f"{round(rate, 1):g}%"


def total(values: Iterable[int | None]) -> int | str:
	"""The sum where every line is told, else the dash: no total gives away a line that is not."""
	values = list(values)
	return NOT_TOLD if None in values else sum(values)


def unit_column(fieldname: str, label: str, width: int = 180) -> dict:
	"""A college or a class; `width` in pixels."""
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": "Link",
		"options": "Campus Unit",
		"width": width,
	}


def number_columns(labels: dict[str, str], width: int = 120, **fieldtypes: str) -> list[dict]:
	"""A count each; what ends in `_rate` is in percent; `fieldtypes` says otherwise by name."""
	return [
		{
			"fieldname": name,
			"label": label,
			"fieldtype": fieldtypes.get(name) or ("Percent" if name.endswith("_rate") else "Int"),
			"width": width,
		}
		for name, label in labels.items()
	]
