"""The findings of a check in words."""

import frappe
from frappe import _

from campus_safety.domain.seal.findings import Fault, Finding


def words_of(found: Finding) -> str:
	"""One sentence: which record or entry, and what was done to it."""
	record = f"{_(found.doctype)} {found.name}" if found.doctype else ""
	return _sentence(found.fault).format(
		record=record,
		number=found.sequence,
		last=found.last,
		at=found.at[:19],
		writer=frappe.utils.get_fullname(found.writer) if found.writer else "",
	)


def label_of(fault: Fault) -> str:
	return {
		Fault.ENTRY_MISSING: _("Entry Missing"),
		Fault.ENTRY_CHANGED: _("Entry Changed"),
		Fault.ENTRY_FOREIGN: _("Entry Not Written by the App"),
		Fault.ENTRIES_CUT: _("Entries Cut"),
		Fault.REWRITTEN: _("Rewritten"),
		Fault.TREE_CHANGED: _("Tree Changed"),
		Fault.CHAIN_BROKEN: _("Old Chain Broken"),
		Fault.CHECKPOINT_CHANGED: _("Checkpoint Changed"),
		Fault.RECORD_CHANGED: _("Record Changed"),
		Fault.RECORD_DELETED: _("Record Deleted"),
		Fault.RECORD_UNSEALED: _("Record Without Seal"),
		Fault.SEALED_TOO_LATE: _("Sealed Too Late"),
	}[fault]


def _sentence(fault: Fault) -> str:
	return {
		Fault.ENTRY_MISSING: _("Entries {number} to {last} are missing; the next one was written at {at}."),
		Fault.ENTRY_CHANGED: _(
			"Entry {number} is not the one that was sealed: {record}, written at {at} by {writer}."
		),
		Fault.ENTRY_FOREIGN: _(
			"An entry for {record} was not written by the app, or on a server without the site's keys; it says {at}, {writer}."
		),
		Fault.ENTRIES_CUT: _(
			"The end was cut: entries {number} to {last} are gone, the checkpoint knows of them."
		),
		Fault.REWRITTEN: _(
			"Everything was written anew: among entries {number} to {last} is at least one that the checkpoint does not know."
		),
		Fault.TREE_CHANGED: _(
			"The stored tree does not fit the entries: somebody changed it; tonight's checkpoint is made from the entries."
		),
		Fault.CHAIN_BROKEN: _(
			"The access log's chain of before the seal is broken at its entry {number}, or ends otherwise than it was sealed."
		),
		Fault.CHECKPOINT_CHANGED: _("{record} was changed, or the one before it is gone."),
		Fault.RECORD_CHANGED: _(
			"{record} was changed in the database after entry {number}, which {writer} wrote at {at}."
		),
		Fault.RECORD_DELETED: _(
			"{record} was deleted in the database after entry {number}, which {writer} wrote at {at}."
		),
		Fault.RECORD_UNSEALED: _(
			"{record} was put into the database past the app; it says it was made at {at} by {writer}."
		),
		Fault.SEALED_TOO_LATE: _(
			"{record} was put in afterwards: entry {number} is younger than a checkpoint, the record says it is older."
		),
	}[fault]
