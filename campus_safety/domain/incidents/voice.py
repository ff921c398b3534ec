"""A voice note without what it tells of its maker: its samples alone, in a file written anew."""

import struct

RATE, WIDTH = 8000, 2  # samples a second, bytes of each
LONGEST, SHORTEST = 60, 0.3  # seconds
HEAD = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM, _ONE_CHANNEL = 1, 1


def without_traces(content: bytes) -> bytes | None:
	"""The same sound in a file of our own; None for what is no such note: PCM, one channel, 16 bits, 8,000 a second."""
	if len(content) > LONGEST * RATE * WIDTH + 4096 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":
		return None
	parts = _parts(content)
	if parts.get(b"fmt ", b"")[:16] != struct.pack(
		"<HHIIHH", _PCM, _ONE_CHANNEL, RATE, RATE * WIDTH, WIDTH, WIDTH * 8
	):
		return None
	samples = parts.get(b"data", b"")[: LONGEST * RATE * WIDTH]
	samples = samples[: len(samples) // WIDTH * WIDTH]
	return make_file(samples) if len(samples) >= SHORTEST * RATE * WIDTH else None


def make_file(samples: bytes) -> bytes:
	"""A WAV file of these samples and nothing else."""
	head = HEAD.pack(
		b"RIFF",
		36 + len(samples),
		b"WAVE",
		b"fmt ",
		16,
		_PCM,
		_ONE_CHANNEL,
		RATE,
		RATE * WIDTH,
		WIDTH,
		WIDTH * 8,
		b"data",
		len(samples),
	)
	return head + samples


def _parts(content: bytes) -> dict[bytes, bytes]:
	"""{name: bytes} of the file's parts, the first of each name."""
	found: dict[bytes, bytes] = {}
	at = 12
	while at + 8 <= len(content):
		name, size = struct.unpack_from("<4sI", content, at)
		found.setdefault(name, content[at + 8 : at + 8 + size])
		at += 8 + size + size % 2
	return found
