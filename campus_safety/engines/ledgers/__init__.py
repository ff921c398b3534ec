"""Ledgers 台账 as xlsx and on paper, for the scope of whoever exports; each export is numbered and logged."""

from campus_safety.engines.ledgers.export import export_ledger, print_ledger, print_record
from campus_safety.engines.ledgers.report import export_report, print_report

__all__ = ["export_ledger", "export_report", "print_ledger", "print_record", "print_report"]
