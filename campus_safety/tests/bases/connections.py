"""A second connection to the site's database: what another worker sees and holds."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.database import get_db


def connect():
	"""To be closed by whoever asks."""
	conf = frappe.conf
	arguments = {"user": conf.db_name, "password": conf.db_password}
	if conf.db_host:
		arguments["host"] = conf.db_host
	if conf.db_port:
		arguments["port"] = conf.db_port
	connection = get_db(**arguments)
	connection.connect()
	connection.use(conf.db_name)
	return connection


@contextmanager
def another_connection() -> Iterator:
	"""Closed at the end, as of a worker that was killed."""
	connection = connect()
	try:
		yield connection
	finally:
		connection.close()
