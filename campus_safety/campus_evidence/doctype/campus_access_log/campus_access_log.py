from campus_safety.records.append_only import AppendOnly
from campus_safety.records.document import CampusDocument


class CampusAccessLog(AppendOnly, CampusDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Literal[
			"Begin",
			"Opened",
			"Reveal",
			"Write",
			"State",
			"Sign",
			"Export",
			"Print",
			"Emergency Access",
			"Refused",
			"Account Change",
			"Code Change",
		]
		at: DF.Datetime
		hash: DF.Data | None
		ip: DF.Data | None
		previous_hash: DF.Data | None
		reason: DF.SmallText | None
		reference_doctype: DF.Link
		reference_name: DF.Data
		sequence: DF.Int
		student: DF.Data | None
		user: DF.Link
		version: DF.Data | None
	# end: auto-generated types

	# entries come from engines.opening.access_log, their seal from engines.seal
