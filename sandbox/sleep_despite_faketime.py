"""Imported by a .pth line at the start of every Python of the virtualenv: see `clock.py`.

libfaketime 0.9.10 takes its difference off the moment `time.sleep` waits for, although it leaves CLOCK_MONOTONIC
alone: the sleep fails, or ends at once.
"""

import os

if os.environ.get("FAKETIME_DONT_FAKE_MONOTONIC"):
	import select
	import time

	def sleep(seconds: float) -> None:
		"""`time.sleep`, by a wait of a given length instead of one until a moment."""
		if seconds < 0:
			raise ValueError("sleep length must be non-negative")
		select.select([], [], [], seconds)

	time.sleep = sleep
