"""A voice note is its samples and nothing else."""

import io
import struct
import wave
from unittest import TestCase

from campus_safety.domain.incidents import voice

SAMPLES = bytes(range(256)) * 40


def make(rate: int = voice.RATE, width: int = 2, channels: int = 1, samples: bytes = SAMPLES) -> bytes:
	out = io.BytesIO()
	with wave.open(out, "wb") as file:
		file.setnchannels(channels)
		file.setsampwidth(width)
		file.setframerate(rate)
		file.writeframes(samples)
	return out.getvalue()


def with_more(content: bytes, name: bytes, text: bytes) -> bytes:
	"""A part of its own behind the head, as recorders write artist, device, place."""
	part = struct.pack("<4sI", name, len(text)) + text + b"\0" * (len(text) % 2)
	return content[:12] + part + content[12:]


class TestVoice(TestCase):
	def test_the_same_sound(self) -> None:
		kept = voice.without_traces(make())
		with wave.open(io.BytesIO(kept)) as file:
			self.assertEqual((file.getframerate(), file.getnchannels()), (voice.RATE, 1))
			self.assertEqual(file.readframes(file.getnframes()), SAMPLES)

	def test_what_a_recorder_wrote_beside_it_is_gone(self) -> None:
		told = with_more(with_more(make(), b"LIST", b"CANARY-DEVICE"), b"bext", b"CANARY-PLACE!")
		kept = voice.without_traces(told + b"CANARY-TAIL")
		self.assertEqual(kept, voice.make_file(SAMPLES))
		self.assertNotIn(b"CANARY", kept)

	def test_what_is_none(self) -> None:
		for content in (
			b"",
			b"RIFF",
			b"\x1aE\xdf\xa3 webm",
			make(rate=44100),
			make(width=1),
			make(channels=2),
			make(samples=b"\0" * 100),
			make()[:30],
			make(samples=b"\0\0" * (voice.RATE * 70)),
			b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff",
		):
			with self.subTest(content[:16]):
				self.assertIsNone(voice.without_traces(content))
