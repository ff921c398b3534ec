"""Check the proof of one sealed record, with Python alone: no server, no app, nothing to install.

	python3 check_proof.py proof.json [PUBLIC_KEY]
	python3 check_proof.py line.txt PUBLIC_KEY

line.txt holds the one line, CR1|…, by which a reporter shows that a report was there: its entry, without a word of it.
PUBLIC_KEY: 64 hexadecimal digits, as they stand on the mails and prints of the checkpoints. Without it the key in the proof
is taken, which shows that the proof is whole, not whose it is. Prints what holds; ends with 1 when something does not.
"""

import base64
import hashlib
import json
import sys

LINE = "CR1"  # what a proof in one line begins with
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


def check(proof: dict, public_key: bytes | None = None) -> list[str]:
	"""What is wrong with it, in words; nothing when all of it holds."""
	leaf, checkpoint = proof["leaf"], proof["checkpoint"].split("|")
	faults = []
	if "content" in proof and proof.get("salt"):
		digest = hashlib.sha256(
			b"\x00" + bytes.fromhex(proof["salt"]) + proof["content"].encode()
		).hexdigest()
		if digest != leaf.split("\n")[6]:
			faults.append("the content is not the one that was sealed")
	node = hashlib.sha256(b"\x00" + leaf.encode()).digest()
	root = climb(node, proof["index"], int(checkpoint[2]), [bytes.fromhex(step) for step in proof["path"]])
	if root != letters(checkpoint[3]):
		faults.append("the entry does not lead to the root of the checkpoint")
	key = public_key or bytes.fromhex(proof["public_key"])
	if hashlib.sha256(key).hexdigest()[:16] != checkpoint[6]:
		faults.append("the checkpoint was signed with another key")
	elif not is_signed("|".join(checkpoint[:7]).encode(), letters(checkpoint[7]), key):
		faults.append("the signature of the checkpoint is wrong")
	return faults


def climb(node: bytes, index: int, size: int, path: list) -> bytes | None:
	"""The root that a leaf at this place leads to (RFC 9162 2.1.3.2)."""
	if not 0 <= index < size:
		return None
	place, last = index, size - 1
	for beside in path:
		if not last:
			return None
		if place & 1 or place == last:
			node = hashlib.sha256(b"\x01" + beside + node).digest()
			while not place & 1 and place:
				place, last = place >> 1, last >> 1
		else:
			node = hashlib.sha256(b"\x01" + node + beside).digest()
		place, last = place >> 1, last >> 1
	return None if last else node


def letters(text: str) -> bytes:
	return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# Ed25519 (RFC 8032), points as (x, y)


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
	if len(signature) != 64 or len(public_key) != 32:
		return False
	key, first = point_of(public_key), point_of(signature[:32])
	factor = int.from_bytes(signature[32:], "little")
	if key is None or first is None or factor >= ORDER:
		return False
	digest = hashlib.sha512(signature[:32] + public_key + message).digest()
	base = point_of((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))
	return times(factor, base) == plus(first, times(int.from_bytes(digest, "little") % ORDER, key))


def point_of(text: bytes) -> tuple | None:
	y = int.from_bytes(text, "little")
	odd, y = y >> 255, y & ((1 << 255) - 1)
	if y >= PRIME:
		return None
	square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
	x = pow(square, (PRIME + 3) // 8, PRIME)
	if (x * x - square) % PRIME:
		x = x * ROOT_OF_MINUS_ONE % PRIME
	if (x * x - square) % PRIME or (odd and not x):
		return None
	return (PRIME - x if x & 1 != odd else x), y


def plus(one: tuple, other: tuple) -> tuple:
	(x1, y1), (x2, y2) = one, other
	crossed = D * x1 * x2 * y1 * y2
	x = (x1 * y2 + x2 * y1) * pow(1 + crossed, PRIME - 2, PRIME)
	y = (y1 * y2 + x1 * x2) * pow(1 - crossed, PRIME - 2, PRIME)
	return x % PRIME, y % PRIME


def times(factor: int, point: tuple) -> tuple:
	found = (0, 1)
	while factor:
		if factor & 1:
			found = plus(found, point)
		point, factor = plus(point, point), factor >> 1
	return found


def to_line(proof: dict) -> str:
	"""A proof in one line of letters, without the key."""
	steps = ".".join(_to_letters(bytes.fromhex(step)) for step in proof["path"])
	return "|".join(
		(LINE, str(proof["index"]), _to_letters(proof["leaf"].encode()), steps, proof["checkpoint"])
	)


def from_line(text: str) -> dict:
	"""The proof in such a line, as it comes from paper or a message: blanks and breaks are nothing."""
	_mark, index, leaf, steps, checkpoint = "".join(text.split()).split("|", 4)
	path = [letters(step).hex() for step in steps.split(".") if step]
	return {"leaf": letters(leaf).decode(), "index": int(index), "path": path, "checkpoint": checkpoint}


def _to_letters(value: bytes) -> str:
	return base64.urlsafe_b64encode(value).decode().rstrip("=")


def main(arguments: list) -> int:
	with open(arguments[0], encoding="utf-8") as file:
		text = file.read().strip()
	if text.startswith(LINE) and len(arguments) < 2:
		print("WRONG: a line is checked with the school's public key")
		return 1
	proof = from_line(text) if text.startswith(LINE) else json.loads(text)
	faults = check(proof, bytes.fromhex(arguments[1]) if len(arguments) > 1 else None)
	print(proof["leaf"])
	print(proof["checkpoint"])
	print("\n".join(f"WRONG: {fault}" for fault in faults) or "Everything holds.")
	return 1 if faults else 0


if __name__ == "__main__":
	raise SystemExit(main(sys.argv[1:]))
