"""What the tests need from the demo campus: students nobody has nominated yet, ledgers in some state."""

from __future__ import annotations

import itertools

from http_client import Client

LEDGER = "Campus Risk Ledger"
SIGNS = "近两周上课走神，三次缺交作业，晚上睡不好"
counter = itertools.count(1)


def free_student(counsellor: Client, psych_head: Client, unit: str) -> dict:
	"""A student of the class without any risk ledger, {name, student_name}."""
	taken = {row["student"] for row in psych_head.list(LEDGER, fields=("student",), limit=0)}
	students = counsellor.list(
		"Campus Student", {"unit": unit, "status": "Enrolled"}, ("name", "student_name"), limit=0
	)
	return next(student for student in students if student["name"] not in taken)


def nominate(counsellor: Client, student: str, **values) -> dict:
	return counsellor.insert(
		LEDGER,
		student=student,
		discovery_source="Talk",
		risk_level="Green",
		risk_factors=[{"risk_factor": "Academic pressure"}],
		factor_detail=SIGNS,
		support_advice="多鼓励",
		measures=[{"measure": "每周谈心一次", "type": "Support", "due": "2099-01-01"}],
		**values,
	)


def supporting_ledger(sessions, unit: str = "软件技术2601班") -> dict:
	"""A fresh ledger that the college has filed and the counsellor works on."""
	counsellor, lead = sessions("counsellor"), sessions("lead")
	student = free_student(counsellor, sessions("psychhead"), unit)
	ledger = nominate(counsellor, student["name"])
	lead.act(LEDGER, ledger["name"], "File Ledger")
	counsellor.act(LEDGER, ledger["name"], "Start Support")
	return counsellor.get(LEDGER, ledger["name"])
