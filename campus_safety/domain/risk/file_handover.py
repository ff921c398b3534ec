"""Handover of files 转接 (notice 三(三), domain §9): what is handed over, in which steps, by whom, and until when."""

from enum import Enum


class Kind(str, Enum):
	"""What an item is about. The app finds the first three; the rest is written by whoever hands over."""

	LEDGER = "Ledger"
	CARE_PLAN = "Care Plan"
	CRISIS = "Crisis"
	FILE = "File"
	OPEN_DUTY = "Open Duty"
	PARENT_CONTACT = "Parent Contact"
	MEDICATION = "Medication"
	ATTENTION = "Attention"


FOUND = (Kind.LEDGER, Kind.CARE_PLAN, Kind.CRISIS)
