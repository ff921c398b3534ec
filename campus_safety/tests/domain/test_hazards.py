"""Rules of hazards and inspections: clocks in whatever order things happen, photos, the lot, what is missing."""

import io
import random
from datetime import date, datetime, timedelta
from unittest import TestCase

from PIL import Image

from campus_safety.domain.hazards import inspection
from campus_safety.domain.hazards.history import (
	Event,
	Kind,
	is_late,
	latest_deadline,
	rectified_at,
	rectifiers,
	times_returned,
)
from campus_safety.domain.hazards.lot import is_drawn
from campus_safety.domain.hazards.photo_hash import average_hash, distance, is_same

START = datetime(2026, 11, 2, 8)
PEOPLE = ("a", "b", "c", "d")


def make_course(lot: random.Random) -> list[Event]:
	"""What the steps allow, at whatever distances: given, given to another, written into, reported, sent back, accepted."""
	at, state, person, events = START, "Registered", None, []

	def happens(kind: Kind, user: str, **values) -> None:
		events.append(Event(kind.value, user, at, **values))

	while state != "Closed" and len(events) < 30:
		at += timedelta(minutes=lot.randrange(1, 4 * 24 * 60))
		if state in ("Registered", "Assigned") or (state == "Rectifying" and lot.random() < 0.2):
			if state != "Assigned" or lot.random() < 0.3:
				person, state = lot.choice(PEOPLE), "Assigned" if state == "Registered" else state
				happens(Kind.ASSIGNED, "office", person=person)
			else:
				state = "Rectifying"
				happens(Kind.BEGUN, person)
		elif state == "Rectifying":
			if lot.random() < 0.4:
				happens(Kind.WROTE, lot.choice(PEOPLE))
			else:
				state = "To Accept"
				happens(Kind.RECTIFIED, person)
		elif lot.random() < 0.5:
			state = "Rectifying"
			happens(Kind.RETURNED, "judge")
		else:
			state = "Closed"
			happens(Kind.ACCEPTED, "judge")
	return events


class TestHistory(TestCase):
	def courses(self):
		for seed in range(400):
			lot = random.Random(seed)
			yield lot, make_course(lot)

	def test_the_order_of_the_rows_says_nothing(self) -> None:
		deadline = START.date() + timedelta(days=7)
		for lot, events in self.courses():
			shuffled = lot.sample(events, len(events))
			for question in (rectifiers, rectified_at, times_returned):
				self.assertEqual(question(events), question(shuffled))
			today = events[-1].at.date()
			self.assertEqual(is_late(deadline, events, today), is_late(deadline, shuffled, today))

	def test_it_counts_from_the_report_that_was_not_sent_back(self) -> None:
		"""Against a plain walk through the course."""
		seen = set()
		for _lot, events in self.courses():
			done = None
			for end, event in enumerate(events):
				if event.kind == Kind.RECTIFIED:
					done = event.at
				elif event.kind == Kind.RETURNED:
					done = None
				self.assertEqual(rectified_at(events[: end + 1]), done)
				seen.add(done is None)
		self.assertEqual(seen, {True, False}, "both were tried")

	def test_time_passing_and_sending_back_never_make_it_timely(self) -> None:
		deadline = START.date() + timedelta(days=7)
		for _lot, events in self.courses():
			for end in range(1, len(events) + 1):
				course, today = events[:end], events[end - 1].at.date()
				late = is_late(deadline, course, today)
				later = is_late(deadline, course, today + timedelta(days=30))
				back = [*course, Event(Kind.RETURNED.value, "judge", events[end - 1].at)]
				self.assertTrue(not late or later)
				self.assertTrue(not late or is_late(deadline, back, today))
				if rectified_at(course):
					self.assertEqual(late, later, "how long the acceptor takes does not count")

	def test_nobody_who_had_it_is_forgotten(self) -> None:
		for _lot, events in self.courses():
			before = frozenset()
			for end in range(1, len(events) + 1):
				now = rectifiers(events[:end])
				self.assertLessEqual(before, now)
				before = now
			self.assertLessEqual({event.person for event in events if event.person}, before)
			self.assertNotIn("judge", before)

	def test_whoever_gets_it_later_has_no_more_time(self) -> None:
		first = date(2026, 11, 2)
		self.assertEqual(latest_deadline("General", first, 7), date(2026, 11, 9))
		self.assertIsNone(latest_deadline("Major", first, 7))

	def test_no_deadline_is_not_late(self) -> None:
		self.assertFalse(is_late(None, [], date(2026, 11, 2)))


def picture(seed: int, size: int = 64, quality: int = 90) -> bytes:
	lot = random.Random(seed)
	small = Image.new("L", (8, 8))
	small.putdata([lot.randrange(256) for _pixel in range(64)])
	stream = io.BytesIO()
	small.resize((size, size), Image.NEAREST).save(stream, "JPEG", quality=quality)
	return stream.getvalue()


class TestPhotoHash(TestCase):
	def test_the_same_picture_resized_and_saved_anew(self) -> None:
		for seed in range(20):
			one = average_hash(picture(seed))
			self.assertRegex(one, "^[0-9a-f]{16}$")
			self.assertTrue(is_same(one, average_hash(picture(seed, 200, 55))))

	def test_other_pictures(self) -> None:
		hashes = [average_hash(picture(seed)) for seed in range(60)]
		nearest = min(distance(one, other) for one in hashes for other in hashes if one != other)
		self.assertGreater(nearest, 3)

	def test_what_shows_nothing_is_like_nothing(self) -> None:
		stream = io.BytesIO()
		Image.new("RGB", (40, 40), "white").save(stream, "PNG")
		self.assertEqual(average_hash(stream.getvalue()), "")
		self.assertEqual(average_hash(b"no picture"), "")
		self.assertFalse(is_same("", ""))

	def test_turned_or_mirrored_it_is_the_same(self) -> None:
		with Image.open(io.BytesIO(picture(3))) as drawn:
			turned = [drawn.transpose(way) for way in Image.Transpose]
		one = average_hash(picture(3))
		for other in turned:
			stream = io.BytesIO()
			other.save(stream, "JPEG", quality=90)
			self.assertTrue(is_same(one, average_hash(stream.getvalue())))


class TestLot(TestCase):
	def test_so_many_percent_and_the_same_again(self) -> None:
		names = [f"SH-2026-{number:05}" for number in range(20_000)]
		drawn = [name for name in names if is_drawn("seed", name, 5)]
		self.assertEqual(drawn, [name for name in names if is_drawn("seed", name, 5)])
		self.assertTrue(850 <= len(drawn) <= 1150, len(drawn))
		self.assertNotEqual(drawn, [name for name in names if is_drawn("other", name, 5)])
		self.assertFalse([name for name in names if is_drawn("seed", name, 0)])
		self.assertEqual([name for name in names if is_drawn("seed", name, 100)], names)


class TestInspection(TestCase):
	def test_a_row_without_an_answer_is_missing_never_fine(self) -> None:
		self.assertEqual(inspection.wanting({}), ("answer",))
		rows = [{}, {"answer": "Fine"}, {"answer": "Not Inspected"}, {"answer": "Problem"}]
		self.assertEqual(inspection.count_missing(rows), 2)

	def test_what_an_answer_asks_for(self) -> None:
		for row, wanted in (
			({"answer": "Fine", "needs_photo": 1, "needs_hazard": 1}, ()),
			({"answer": "Not Applicable"}, ("finding",)),
			({"answer": "Not Applicable", "finding": "没有实验室"}, ()),
			({"answer": "Not Inspected"}, ("finding",)),
			({"answer": "Problem"}, ("finding",)),
			({"answer": "Problem", "finding": " "}, ("finding",)),
			(
				{"answer": "Problem", "finding": "乱", "needs_photo": 1, "needs_hazard": 1},
				("photo", "hazard"),
			),
			({"answer": "Corrected on the Spot", "finding": "乱", "needs_hazard": 1}, ("correction",)),
			(
				{"answer": "Corrected on the Spot", "finding": "乱", "correction": "已清", "needs_photo": 1},
				("photo",),
			),
		):
			with self.subTest(row):
				self.assertEqual(inspection.wanting(row), wanted)

	def test_quicker_than_anybody_looks(self) -> None:
		begin = datetime(2026, 11, 2, 8)
		self.assertTrue(inspection.is_quick(begin, begin + timedelta(seconds=89), 18, 5))
		self.assertFalse(inspection.is_quick(begin, begin + timedelta(seconds=90), 18, 5))
		self.assertFalse(inspection.is_quick(begin, begin, 18, 0))
