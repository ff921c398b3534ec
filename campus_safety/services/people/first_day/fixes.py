"""What a step's button does where it is done on the page itself."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils.scheduler import enable_scheduler

from campus_safety.engines.messages import delivery
from campus_safety.services.people.account_zone import put_into_zone
from campus_safety.services.people.first_day import machine


def confirm_keys(said: dict[str, str]) -> None:
	"""Errors: ValidationError where the copy does not fit."""
	if not machine.are_last_signs(said):
		frappe.throw(
			_(
				"That is not how the keys end. Read them from the copy, not from memory; signs such as = and + count."
			),
			title=_("The copy does not fit"),
		)
	frappe.db.set_global(machine.KEPT, machine.get_fingerprint())


def set_time_zone() -> int:
	"""Accounts that are in the school's zone now."""
	users = machine.get_other_zones()
	for user in users:
		put_into_zone(user)
	return len(users)


def switch_on_scheduler() -> None:
	enable_scheduler()


def test_channel(user: str, now: datetime) -> list[dict]:
	"""[{channel, sent, error}]: a message to `user` over each channel, at once; the outbox keeps what became of it."""
	return delivery.send_test(
		user,
		_("Test message of Campus Safety"),
		_("If you read this on your phone, messages of the night reach you, too."),
		now,
	)
