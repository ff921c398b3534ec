"""A counsellor hands a key student over to another of the college: written, signed, taken, witnessed."""

import frappe
from frappe.model.workflow import apply_workflow

from campus_safety.domain import roles as r
from campus_safety.engines.opening import openings
from campus_safety.tests import factories as make
from campus_safety.tests.bases.risk_ledgers import RiskTestCase

HANDOVER, LEDGER = "Campus File Handover", "Campus Risk Ledger"
SIGN, RECEIVE, WITNESS = "Sign the Handover", "Confirm the Receipt", "Witness the Handover"
BACK, CANCEL = "Back to the Draft", "Cancel the Handover"


class HandoverTestCase(RiskTestCase):
	"""`taker`: class adviser of the same class by a post of their own, so that they may answer."""

	def set_up_once(self) -> None:
		super().set_up_once()
		self.taker = make.make_user("taker@handover.test", r.COUNSELLOR)
		make.assign(self.taker, "Mentor", "Class", unit=self.unit)
		self.filed_ledger = self.supporting(responsible_person=self.counsellor).name

	def open_one(self, by: str | None = None, **values):
		with self.as_user(by or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": HANDOVER,
					"reason": "Replaced",
					"to_user": self.taker,
					"from_user": self.counsellor,
				}
				| values
			).insert()

	def of_ledger(self, document):
		return next(row for row in document.items if row.reference == self.filed_ledger)

	def write(self, user: str, document, change):
		"""Save as the user what `change` does to the document."""
		with self.as_user(user):
			fresh = frappe.get_doc(HANDOVER, document.name)
			change(fresh)
			fresh.save()
		return frappe.get_doc(HANDOVER, document.name)

	def step(self, user: str, document, action: str):
		with self.as_user(user):
			apply_workflow(frappe.get_doc(HANDOVER, document.name).as_dict(), action)
		return frappe.get_doc(HANDOVER, document.name)

	def sign(self, user: str, document, **values):
		"""With a word on every item, by whoever hands over."""

		def tell(fresh) -> None:
			fresh.update({"pledge": 1, **values})
			for row in fresh.items:
				row.update({"summary": "每周三下午谈话，先问睡眠", "student_told": "已告知换老师"})

		return self.step(user, self.write(user, document, tell), SIGN)

	def signed(self, **values):
		return self.sign(self.counsellor, self.open_one(**values))

	def read_by(self, user: str, document) -> None:
		with self.as_user(user):
			openings.read(HANDOVER, document.name, "接收前阅读")

	def taken(self, document, reject: str = ""):
		"""Everything is taken, but for the ledger with a reason."""

		def decide(fresh) -> None:
			for row in fresh.items:
				if reject and row.reference == self.filed_ledger:
					row.rejected_reason = reject
				else:
					row.received = 1

		self.read_by(document.to_user, document)
		return self.step(document.to_user, self.write(document.to_user, document, decide), RECEIVE)

	def in_force(self, **values):
		return self.step(self.lead, self.taken(self.signed(**values)), WITNESS)

	def answers(self) -> str:
		return frappe.db.get_value(LEDGER, self.filed_ledger, "responsible_person")

	def may_read(self, user: str, doctype: str, name: str) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(doctype, "read", doc=name)) and name in frappe.get_list(
				doctype, pluck="name", limit_page_length=0
			)
