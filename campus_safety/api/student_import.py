"""Buttons of the form Campus Student Import, under the addresses they have always had."""

import frappe

from campus_safety.api import imports

DOCTYPE = "Campus Student Import"


@frappe.whitelist(methods=["POST"])
def preview(name: str) -> dict:
	return imports.preview(DOCTYPE, name)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict:
	return imports.start(DOCTYPE, name)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict:
	return imports.cancel(DOCTYPE, name)


@frappe.whitelist(methods=["POST"])
def make_marked_file(name: str) -> str:
	return imports.make_marked_file(DOCTYPE, name)


@frappe.whitelist(methods=["GET", "POST"])
def progress(name: str) -> dict:
	return imports.progress(DOCTYPE, name)
