from campus_safety.records.append_only import AppendOnly
from campus_safety.records.document import CampusDocument


class CampusSealCheck(AppendOnly, CampusDocument):
	# begin: auto-generated types
	# end: auto-generated types
	pass
