"""A place with a QR code where students report back from leave (domain §4)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, now_datetime

from campus_safety.domain.leave.geofence import is_position
from campus_safety.services.leave import return_points


class CampusReturnPoint(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code_made_at: DF.Datetime | None
		enabled: DF.Check
		latitude: DF.Float
		longitude: DF.Float
		place: DF.Data
		radius_m: DF.Int
		secret: DF.Password | None
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_position()
		self.set_first_secret()

	def validate_position(self) -> None:
		if not is_position(flt(self.latitude), flt(self.longitude)):
			frappe.throw(_("Latitude lies between -90 and 90, longitude between -180 and 180."))

	def set_first_secret(self) -> None:
		if self.is_new():
			self.set_secret()

	def set_secret(self) -> None:
		self.secret, self.code_made_at = return_points.new_secret(), now_datetime()

	@frappe.whitelist(methods=["POST"])
	def make_new_code(self) -> None:
		"""Every older print of this point is worthless from now on."""
		self.check_permission("write")
		self.set_secret()
		self.save()

	def get_qr(self) -> str:
		"""For the poster: the code as an image; whoever may write the point may print it."""
		self.check_permission("write")
		return return_points.get_qr_svg(self)
