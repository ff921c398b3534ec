"""Hourly: the risk status follows students whom an interrupted import or a script has moved."""

from campus_safety.services.risk.risk_status import follow_moved_students


def run() -> None:
	follow_moved_students()
