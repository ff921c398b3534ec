"""The whole check: leaves against checkpoints, records against leaves, and all of it against a checkpoint from outside.

Without one from outside it finds what was done to the database alone. Only a line from paper or mail shows that somebody who
holds the keys, too, has cut the end or has written everything anew.
"""

from collections import Counter
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.seal.checkpoint import Checkpoint, parse_all
from campus_safety.domain.seal.findings import Fault, Finding, in_order
from campus_safety.engines.seal import checkpoints, keys, old_chain, sequence
from campus_safety.engines.seal.check_records import Stood, check_records
from campus_safety.engines.seal.check_tree import Fixed, check_tree
from campus_safety.engines.seal.wording import label_of, words_of

MOST_SHOWN = 200


def check(pasted: str | None, now: datetime) -> dict:
	"""Number what waits, then look at everything. See `_summary` for what is returned.

	Errors: ValidationError for a text that is no checkpoint, or none that this site has signed.
	"""
	outside = read_pasted(pasted)
	sequence.run(now)
	kept = checkpoints.get_all()
	findings = [*_find_forged(kept)]
	known = [found for _name, found in kept if found and keys.is_signed(found)]
	known += outside
	walked = check_tree([Fixed(each.size, each.root) for each in known])
	looked_at, of_records = check_records([Stood(each.size, each.time) for each in known])
	findings += [*walked.findings, *_find_foreign(), *_find_other_tree(walked), *of_records, *_find_old()]
	return _summary(outside, walked, looked_at, in_order(findings), kept)


def in_words(found: dict) -> dict:
	"""The same with "words" and a "label" for every finding and "first" for the first, in the language that is set."""
	findings = []
	for each in found["findings"]:
		finding = Finding(**{**each, "fault": Fault(each["fault"])})
		findings.append({**each, "words": words_of(finding), "label": label_of(finding.fault)})
	return {**found, "findings": findings, "first": findings[0]["words"] if findings else ""}


def read_pasted(text: str | None) -> list[Checkpoint]:
	"""One or several: between the last that still holds and the first that does not, something was bent. Errors: ValidationError."""
	found = parse_all(text)
	if not found and (text or "").strip():
		frappe.throw(
			_("This is no checkpoint: it begins with CS1 and has eight parts, from CS1 to the signature.")
		)
	for each in found:
		if not keys.is_signed(each):
			frappe.throw(
				_(
					"The signature does not belong to this site: a letter was read wrongly, or the site's keys were replaced. The key of this checkpoint has the number {0}."
				).format(each.key)
			)
	return found


def _find_forged(kept: list[tuple[str, Checkpoint | None]]):
	"""Checkpoints in the database whose text or signature is not what it was, or that do not name the one before."""
	before = None
	for name, found in kept:
		chained = found and (before is None or found.previous == before.fingerprint())
		if not found or not keys.is_signed(found) or not chained:
			yield Finding(Fault.CHECKPOINT_CHANGED, 0, checkpoints.DOCTYPE, name)
		before = found or before


def _find_foreign():
	"""Leaves that wait and will never get a number."""
	key = keys.get_mark_key()
	for row in sequence.read_waiting():
		if not sequence.is_ours(row, key):
			yield Finding(
				Fault.ENTRY_FOREIGN, 0, row.reference_doctype, row.reference_name, str(row["at"]), row.writer
			)


def _find_other_tree(walked):
	"""The tree that is kept to go on from, when it is not the one the leaves make; the next checkpoint puts it right."""
	kept = sequence.get_frontier()
	if not walked.findings and kept.root() != walked.tree.root():
		yield Finding(Fault.TREE_CHANGED, 0, sequence.TREE, sequence.MAIN)


def _find_old():
	broken_at = old_chain.verify().broken_at
	if broken_at is not None:
		yield Finding(Fault.CHAIN_BROKEN, broken_at, old_chain.LOG)


def _summary(outside, walked, looked_at: int, findings: list[Finding], kept) -> dict:
	"""{"whole", "findings": [{"fault", "sequence", "doctype", "name", "at", "writer", "last"}], "more", "counts": {fault: number},
	"entries", "root", "good", "records", "checkpoints": [{"size", "time"}], "are_kept"}. No words, see `in_words`.
	"""
	return {
		"whole": not findings,
		"findings": [{**found._asdict(), "fault": found.fault.value} for found in findings[:MOST_SHOWN]],
		"more": max(0, len(findings) - MOST_SHOWN),
		"counts": dict(Counter(found.fault.value for found in findings)),
		"entries": walked.tree.size,
		"root": walked.tree.root().hex(),
		"good": walked.good,
		"records": looked_at,
		"checkpoints": [{"size": each.size, "time": str(each.time)} for each in outside],
		"are_kept": {*outside} <= {found for _name, found in kept},
	}
