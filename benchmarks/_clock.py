"""Time as the clock on the wall gives it and as the processors do: on a machine that others use, only the second can be compared."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from os import sysconf
from pathlib import Path
from time import perf_counter, process_time

import frappe


@dataclass
class Spent:
	"""Seconds. cpu: of this process and of the database server, where that runs on this machine."""

	wall: float = 0.0
	cpu: float = 0.0

	def __str__(self) -> str:
		return f"{self.wall:.2f} s (cpu {self.cpu:.2f} s)"


@contextmanager
def clock():
	"""`with clock() as spent: …`"""
	spent = Spent()
	wall, cpu = perf_counter(), _cpu()
	yield spent
	spent.wall, spent.cpu = perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
	return process_time() + _server_cpu()


def _server_cpu() -> float:
	stat = _server()
	if not stat:
		return 0.0
	user, system = stat.read_text().rpartition(")")[2].split()[11:13]
	return (int(user) + int(system)) / sysconf("SC_CLK_TCK")


@cache
def _server() -> Path | None:
	# raw: no query builder asks the server where it runs
	pid_file = Path(frappe.db.sql("select @@pid_file")[0][0])
	if not pid_file.is_absolute():
		pid_file = Path(frappe.db.sql("select @@datadir")[0][0]) / pid_file
	try:
		return Path(f"/proc/{int(pid_file.read_text())}/stat")
	except OSError:
		return None  # on another machine
