import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument
from campus_safety.records.school import get_school
from campus_safety.services.counselling import analysis


class CampusPsychAnalysisReport(Decided, AppOwned, CampusDocument):
	"""What a term has shown 学期心理分析报告 (domain §10): numbers without anybody, and the centre's words."""

	app_owned = ("unit", "status", "computed_at", "published_at", "figures", "concerns")
	final = ("Published",)
	deletable = ("Draft",)

	def validate(self) -> None:
		self.validate_app_owned()
		self.unit = self.unit or get_school()
		self.validate_not_decided()
		if self.is_new():
			self.count(now_datetime())

	def count(self, now) -> None:
		"""The figures as they are now; in a draft they are counted again whenever somebody asks."""
		self.computed_at = now.replace(microsecond=0)
		self.set("figures", analysis.get_figures(self.term))
		self.set("concerns", analysis.get_concerns(self.term))

	def count_again(self, now) -> None:
		if self.status != "Draft":
			frappe.throw(_("A published report stays as it was."), frappe.PermissionError)
		self.count(now)
		with self.as_app():
			self.save()

	def publish(self, now) -> None:
		"""Errors: MandatoryError without a word about what the numbers mean."""
		if not (self.findings or "").strip():
			frappe.throw(_("Write what the term has shown before it is published."), frappe.MandatoryError)
		self.count(now)
		self.status, self.published_at = "Published", now.replace(microsecond=0)
		with self.as_app():
			self.save()
