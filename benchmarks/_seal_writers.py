"""Processes that change a heart talk and commit, again and again, all at once."""

import time
from secrets import token_hex

import frappe

from campus_safety.engines.seal import events

TALK = "Campus Heart Talk"


class WithoutSeal:
	"""The events of the seal do nothing."""

	def __enter__(self) -> None:
		self.kept = events.follow_rows
		events.follow_rows = lambda *_args, **_more: 0

	def __exit__(self, *_) -> None:
		events.follow_rows = self.kept


def change(name: str, text: str) -> None:
	frappe.get_doc(TALK, name).update({"content": text}).save()
	frappe.db.commit()


def timed(call) -> float:
	begin = time.perf_counter()
	call()
	return time.perf_counter() - begin


def save_many(site: str, sites_path: str, name: str, each: int) -> tuple[list[float], list[float]]:
	"""Seconds of each save with the seal and of each without, by turns, in a process of its own."""
	frappe.init(site, sites_path=sites_path)
	frappe.connect()
	frappe.set_user("Administrator")
	sealed, plain = [], []
	change(name, token_hex(4))  # the process has loaded what it needs
	for _number in range(each):
		with WithoutSeal():
			plain.append(timed(lambda: change(name, token_hex(8))))
		sealed.append(timed(lambda: change(name, token_hex(8))))
	frappe.destroy()
	return sealed, plain
