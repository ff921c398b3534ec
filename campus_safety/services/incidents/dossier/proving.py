"""A dossier as one file that proves itself: each line with its entry of the seal, the way to the root, the checkpoint.

`domain/seal/verify_dossier.py` checks it with Python alone; `get_verifier` makes that one file, with the check of proofs in it.
"""

import hashlib
import json
from collections.abc import Iterable
from inspect import getsource

from campus_safety.domain.seal import check_proof, verify_dossier
from campus_safety.engines.seal import keys, proofs
from campus_safety.services.incidents.dossier.lines import Line

FORMAT = verify_dossier.FORMAT
MAIN = "\n\ndef main("
HERE = "# in the one file that is given away the check of proofs stands here\n"
OWN_IMPORT = "from campus_safety.domain.seal.check_proof import check, is_signed\n"


def to_file(head: dict, lines: Iterable[Line]) -> tuple[str, dict]:
	"""(text of dossier.json, its content)."""
	lines = list(lines)
	made = proofs.get_proofs({leaf for line in lines for leaf in (line.leaf, line.changed_leaf) if leaf})
	content = {"format": FORMAT, **head, "lines": [_to_plain(line, made) for line in lines]}
	content["signature"] = _sign(content)
	return json.dumps(content, ensure_ascii=False, indent=1, default=str), content


def _sign(content: dict) -> dict | None:
	"""Over all of it: a line that is left out, put in or worded anew shows without the school."""
	signed = keys.sign_text(verify_dossier.text_of(json.loads(json.dumps(content, default=str))))
	return signed and {"public_key": signed[0].hex(), "value": signed[1].hex()}


def _to_plain(line: Line, made: dict[int, dict]) -> dict:
	return {
		"section": line.section.value,
		"happened": str(line.happened),
		"written": _text(line.written),
		"sealed": _text(line.sealed),
		"changed": _text(line.changed),
		"what": line.what,
		"by": line.by or "",
		"record": [line.doctype, line.name] if line.name else None,
		"proof": made.get(line.leaf),
		"proof_of_change": made.get(line.changed_leaf),
	}


def _text(moment) -> str:
	return f"{moment:%Y-%m-%d %H:%M:%S.%f}" if moment else ""


def get_digest(text: str) -> str:
	return hashlib.sha256(text.encode()).hexdigest()


def get_verifier() -> str:
	"""One file, the standard library alone."""
	checks = getsource(check_proof).split(MAIN)[0].split("import sys\n", 1)[1]
	head, rest = getsource(verify_dossier).split(HERE)
	return f"{head.replace(OWN_IMPORT, 'import base64').rstrip()}\n{checks.rstrip()}\n\n\n{rest}"
