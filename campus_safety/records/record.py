"""What every record of the app has in common (domain §0): who wrote it, whose it is, when it happened, what it may become."""

from campus_safety.records.app_owned import AppOwned
from campus_safety.records.document import CampusDocument
from campus_safety.records.four_eyes import FourEyes
from campus_safety.records.scoped import Scoped
from campus_safety.records.times import Timed
from campus_safety.records.workflow_guard import WorkflowGuarded


class CampusRecord(Scoped, Timed, WorkflowGuarded, FourEyes, AppOwned, CampusDocument):
	"""Base of every record about a student or a unit. What only some records are is a trait of its own beside this file."""

	def validate(self) -> None:
		self.set_recorded_by()
		self.set_scope()
		self.validate_unit()
		self.set_term()
		self.validate_scope()
		self.validate_app_owned()
		self.validate_workflow_guard()
		self.collect_keys()
		self.set_status()
		self.validate_four_eyes()
		self.set_written_by()
		self.validate_plausible()
		self.set_late_entry()
		self.set_row_times()
