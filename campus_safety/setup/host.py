"""A mapping for each list of the ERP on the same site, where there is one: suggested once, then the school's."""

import frappe

from campus_safety.adapters import host as site
from campus_safety.domain.people import host
from campus_safety.services.people.host_sync.mapping import MAPPING, name_of
from campus_safety.setup import seeded


def create_missing_mappings() -> None:
	for subject in host.TARGETS:
		if not site.get_host_doctype(subject) or not _is_enough(subject):
			continue
		name = name_of(subject)
		if seeded.is_new(MAPPING, name, bool(frappe.db.exists(MAPPING, name))):
			document = frappe.get_doc({"doctype": MAPPING, "subject": subject, "system": host.SITE})
			document.insert(ignore_permissions=True)  # install and migrate, not a person


def _is_enough(subject: str) -> bool:
	"""A DocType that merely has the same name gives none of the fields."""
	return set(host.NEEDED[subject]) <= {target for target, _source in site.suggest(subject)}
