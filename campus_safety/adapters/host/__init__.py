"""The ERP on the same site: ERPNext and Education, read and never written.

names    their DocTypes and fields, and which of our fields they most likely are
paths    from one record to a value, over links: `guardian1.guardian.mobile_number`
reader   whole lists in sets, one SELECT for each table
"""

from campus_safety.adapters.host.names import get_host_doctype, suggest, suggested_words
from campus_safety.adapters.host.paths import UnknownSource, get_sources, validate_source
from campus_safety.adapters.host.reader import read

__all__ = (
	"UnknownSource",
	"get_host_doctype",
	"get_sources",
	"read",
	"suggest",
	"suggested_words",
	"validate_source",
)
