"""Times as phones and other programs write them (cases/steps_leave_times)."""

import unittest
from datetime import datetime

from campus_safety.domain.local_time import NoSuchTime, TimeForm, read
from campus_safety.tests.domain.table import rows


class TestLocalTime(unittest.TestCase):
	@rows(
		(
			("2026-12-01T08:00:00Z", datetime(2026, 12, 1, 16)),
			("2026-12-01T18:00:00Z", datetime(2026, 12, 2, 2)),
			("2026-12-01T08:00:00+08:00", datetime(2026, 12, 1, 8)),
			("2026-12-01T08:00:00.123+0800", datetime(2026, 12, 1, 8)),
			("2026-12-01T00:00:00-05:30", datetime(2026, 12, 1, 13, 30)),
			("2026-12-01 08:00", datetime(2026, 12, 1, 8)),
			("2026-12-01T08:00", datetime(2026, 12, 1, 8)),
			("2026-12-01 24:00", datetime(2026, 12, 2)),
			("2026-12-31 24:00:00", datetime(2027, 1, 1)),
			("2026-12-01", datetime(2026, 12, 1)),
			("9999-12-31 23:59", datetime(9999, 12, 31, 23, 59)),
		)
	)
	def test_read(self, text: str, wanted: datetime) -> None:
		self.assertEqual(read(text), wanted)

	@rows(
		(
			("", TimeForm),
			("明天", TimeForm),
			("2026-12-01 8点", TimeForm),
			("2027-02-29 08:00", NoSuchTime),
			("2026-12-01 24:01", NoSuchTime),
			("2026-12-01 25:00", NoSuchTime),
			("2026-12-01T08:00+99:99", NoSuchTime),
			("9999-12-31 24:00", NoSuchTime),
		)
	)
	def test_refused(self, text: str, error: type) -> None:
		with self.assertRaises(error):
			read(text)
