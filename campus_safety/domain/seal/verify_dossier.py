"""Check a due-diligence dossier, with Python alone: no server, no app, nothing to install.

	python3 verify_dossier.py dossier.json [PUBLIC_KEY ...]

PUBLIC_KEY: 64 hexadecimal digits, as they stand on the mails and prints of the checkpoints; several where the school has changed
its key. Without one the key in the dossier is taken, which shows that it is whole, not whose it is. Says of each line whether its
record stood written when it says so, and what it does not prove; ends with 1 when something does not hold.

The dossier as a whole is signed: no line of it was left out, put in or worded anew since the school's server made it. A proof
shows: this version of this record, with this digest, was there before that checkpoint was signed. The words of a line are read
from the record by the app; who doubts them asks the school for the record, whose digest is in the proof. The digest of the
dossier itself, which is shown first, stands in the school's sealed access log.
"""

import hashlib
import json
import sys
from functools import lru_cache

from campus_safety.domain.seal.check_proof import check, is_signed

# in the one file that is given away the check of proofs stands here
FORMAT = "campus-dossier/1"
UNSIGNED = "the dossier is not signed, or was changed after it was signed"
PROVED, LATER, NEVER = "proved", "no checkpoint covers it yet", "has no entry in the seal"

is_signed = lru_cache(maxsize=None)(is_signed)


def verify(dossier: dict, *public_keys: bytes) -> tuple[list, list]:
	"""(what is proved of each line, what is wrong in words with the line's number)."""
	if not isinstance(dossier, dict) or dossier.get("format") != FORMAT:
		return [], [f"this is no dossier of the kind {FORMAT}"]
	standing, faults = [], [] if is_whole(dossier, public_keys) else [UNSIGNED]
	for number, line in enumerate(dossier["lines"], 1):
		wrong = [
			fault
			for field, proof in (("sealed", "proof"), ("changed", "proof_of_change"))
			for fault in check_line(line, line[field], line[proof], public_keys)
		]
		faults += [f"line {number}: {fault}" for fault in wrong]
		standing.append("WRONG" if wrong else PROVED if line["proof"] else LATER if line["sealed"] else NEVER)
	return standing, faults


def text_of(dossier: dict) -> str:
	"""What is signed: all of it but the signature, in one spelling."""
	content = {field: value for field, value in dossier.items() if field != "signature"}
	return FORMAT + "\n" + json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_whole(dossier: dict, public_keys: tuple) -> bool:
	try:
		key, value = (bytes.fromhex(dossier["signature"][part]) for part in ("public_key", "value"))
	except (KeyError, ValueError, TypeError):
		return False
	return key in (public_keys or (key,)) and is_signed(text_of(dossier).encode(), value, key)


def check_line(line: dict, at: str, proof: dict | None, public_keys: tuple) -> list:
	if not proof:
		return []
	try:
		entry, signed = proof["leaf"].split("\n"), proof["checkpoint"].split("|")
		faults = check(proof, key_of(signed[6], public_keys))
	except (KeyError, ValueError, IndexError, TypeError, AttributeError):
		return ["its proof cannot be read"]
	if entry[1:3] != line["record"]:
		faults.append("its proof is of another record")
	if entry[8] != at:
		faults.append("it was sealed at another time than it says")
	if line["written"][:19] > entry[8][:19]:
		faults.append("it says that it was written after it was sealed")
	if entry[8][:19].replace("-", "").replace(" ", "T").replace(":", "") > signed[4]:
		faults.append("it was sealed after the checkpoint was signed")
	return faults


def key_of(number: str, public_keys: tuple) -> bytes | None:
	"""The one that signed; where none of those given did, the first, which then does not fit."""
	fitting = [key for key in public_keys if hashlib.sha256(key).hexdigest()[:16] == number]
	return next(iter((*fitting, *public_keys)), None)


def keys_in(dossier: dict) -> set:
	proofs = [line[proof] for line in dossier.get("lines", ()) for proof in ("proof", "proof_of_change")]
	return {str(part.get("public_key")) for part in (dossier.get("signature"), *proofs) if part}


def main(arguments: list) -> int:
	with open(arguments[0], "rb") as file:
		text = file.read()
	print("sha256", hashlib.sha256(text).hexdigest())
	dossier = json.loads(text)
	standing, faults = verify(dossier, *map(bytes.fromhex, arguments[1:]))
	for line, stands in zip(dossier.get("lines", ()), standing):  # noqa: B905  of older Pythons, too
		print(f"[{stands}] {line['happened']} {line['what']}")
	print(", ".join(f"{standing.count(each)} {each}" for each in (PROVED, LATER, NEVER)))
	if len(arguments) < 2:
		print(
			"Checked with the keys in the dossier: compare them with those on the school's mails and prints."
		)
		print("\n".join(sorted(keys_in(dossier))))
	print("\n".join(f"WRONG: {fault}" for fault in faults) or "Everything holds.")
	return 1 if faults else 0


if __name__ == "__main__":
	raise SystemExit(main(sys.argv[1:]))
