"""Another moment for the whole sandbox: `test --on "2027-02-06 00:10"` (README, "On another day").

libfaketime adds one fixed difference to the clock of every program that is started meanwhile: they agree, and time
goes on. Its traps, met and avoided here (Debian's 0.9.10):
- a faked CLOCK_MONOTONIC makes waits with a timeout hang in Python 3.11 and later, so that clock stays real;
- `time.sleep` then ends in EINVAL, so `sleep_despite_faketime` waits in another way (a .pth line of the virtualenv);
- `redis-server` (jemalloc) recurses at its start and spins, and `redis-cli` waits for ever; they only ever count seconds, so they keep the
  real clock;
- Chromium hangs; `tests/conftest.py` moves its `Date` instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sandbox.errors import SandboxError

SCHOOL_ZONE = ZoneInfo("Asia/Shanghai")
# Whole seconds that the programs started from here on are ahead of the real time.
AHEAD = "CAMPUS_CLOCK_AHEAD"
FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


def library() -> Path | None:
	"""libfaketime for programs with threads, from Debian's package `faketime`."""
	return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


def seconds_until(moment: str) -> int:
	"""From now to a moment in the school's time zone, given as `2027-02-06 00:10`; negative for one that is past."""
	for pattern in FORMATS:
		try:
			wanted = datetime.strptime(moment, pattern).replace(tzinfo=SCHOOL_ZONE)
		except ValueError:
			continue
		return round((wanted - datetime.now(SCHOOL_ZONE)).total_seconds())
	raise SandboxError(
		f"{moment!r} is no moment",
		todo='Write it like --on "2027-02-06 00:10", in the time zone of the school (Asia/Shanghai).',
		chinese="时间格式不对，例如 --on “2027-02-06 00:10”。",
	)


@contextmanager
def moved_to(moment: str) -> Iterator[None]:
	"""Programs started inside live at `moment` and go on from there; those of before are not touched."""
	before = os.environ.get(AHEAD)
	own = int(os.environ.get("FAKETIME", 0))  # a program at another moment counts from its own clock
	os.environ[AHEAD] = str(seconds_until(moment) + own)
	try:
		yield
	finally:
		os.environ.pop(AHEAD)
		if before is not None:
			os.environ[AHEAD] = before


def variables() -> dict[str, str]:
	"""What a program needs in its environment to live at the chosen moment; nothing at the real one."""
	ahead = os.environ.get(AHEAD)
	if ahead is None:
		return {}
	return {
		"LD_PRELOAD": str(library()),
		"FAKETIME": f"{int(ahead):+d}",
		"FAKETIME_DONT_FAKE_MONOTONIC": "1",
		# files keep their real times: what is compared with them (compiled Python) must not seem changed
		"NO_FAKE_STAT": "1",
		"FAKETIME_DISABLE_SHM": "1",
		AHEAD: ahead,
	}


def real() -> dict[str, str]:
	"""This program's environment without the moved clock, for what cannot live under it."""
	return {
		name: value for name, value in os.environ.items() if name != "LD_PRELOAD" and "FAKETIME" not in name
	}
