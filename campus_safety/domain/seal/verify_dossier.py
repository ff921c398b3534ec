"""Check a due-diligence dossier, with Python alone: no server, no app, nothing to install.

	python3 verify_dossier.py dossier.json [PUBLIC_KEY]

PUBLIC_KEY: 64 hexadecimal digits, as they stand on the mails and prints of the checkpoints. Without it the key in the dossier
is taken, which shows that it is whole, not whose it is. Says of each line whether its record stood written when it says so, and
what it does not prove; ends with 1 when something does not hold.

A proof shows: this version of this record, with this digest, was there before that checkpoint was signed. The words of a line
are read from the record by the app; who doubts them asks the school for the record, whose digest is in the proof. The digest of
the dossier itself, which is shown first, stands in the school's sealed access log.
"""

import hashlib
import json
import sys
from functools import lru_cache

from campus_safety.domain.seal.check_proof import check, is_signed

# in the one file that is given away the check of proofs stands here
FORMAT = "campus-dossier/1"
PROVED, LATER, NEVER = "proved", "no checkpoint covers it yet", "has no entry in the seal"

is_signed = lru_cache(maxsize=None)(is_signed)


def verify(dossier: dict, public_key: bytes | None = None) -> tuple[list, list]:
	"""(what is proved of each line, what is wrong in words with the line's number)."""
	standing, faults = [], []
	if dossier.get("format") != FORMAT:
		return [], [f"this is no dossier of the kind {FORMAT}"]
	for number, line in enumerate(dossier["lines"], 1):
		wrong = [
			fault
			for field, proof in (("sealed", "proof"), ("changed", "proof_of_change"))
			for fault in check_line(line, line[field], line[proof], public_key)
		]
		faults += [f"line {number}: {fault}" for fault in wrong]
		standing.append("WRONG" if wrong else PROVED if line["proof"] else LATER if line["sealed"] else NEVER)
	return standing, faults


def check_line(line: dict, at: str, proof: dict | None, public_key: bytes | None) -> list:
	if not proof:
		return []
	try:
		entry = proof["leaf"].split("\n")
		faults = check(proof, public_key)
	except (KeyError, ValueError, IndexError, TypeError, AttributeError):
		return ["its proof cannot be read"]
	if entry[1:3] != line["record"]:
		faults.append("its proof is of another record")
	if entry[8] != at:
		faults.append("it was sealed at another time than it says")
	if line["written"][:19] > entry[8][:19]:
		faults.append("it says that it was written after it was sealed")
	signed = proof["checkpoint"].split("|")[4]
	if entry[8][:19].replace("-", "").replace(" ", "T").replace(":", "") > signed:
		faults.append("it was sealed after the checkpoint was signed")
	return faults


def main(arguments: list) -> int:
	with open(arguments[0], "rb") as file:
		text = file.read()
	print("sha256", hashlib.sha256(text).hexdigest())
	dossier = json.loads(text)
	standing, faults = verify(dossier, bytes.fromhex(arguments[1]) if len(arguments) > 1 else None)
	for line, stands in zip(dossier.get("lines", ()), standing):  # noqa: B905  of older Pythons, too
		print(f"[{stands}] {line['happened']} {line['what']}")
	print(", ".join(f"{standing.count(each)} {each}" for each in (PROVED, LATER, NEVER)))
	if len(arguments) < 2:
		print(
			"Checked with the key in the dossier: compare it with the one on the school's mails and prints."
		)
	print("\n".join(f"WRONG: {fault}" for fault in faults) or "Everything holds.")
	return 1 if faults else 0


if __name__ == "__main__":
	raise SystemExit(main(sys.argv[1:]))
