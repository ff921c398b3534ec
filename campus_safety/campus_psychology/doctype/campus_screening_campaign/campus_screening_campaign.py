import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.exceptions import ScreeningError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.decided import Decided
from campus_safety.records.scope import get_term_of
from campus_safety.services.psychology.campaigns import DRAFT
from campus_safety.services.psychology.consents import version_of


class CampusScreeningCampaign(Decided, AppOwned, Document):
	"""One psychological screening of many 普测批次 (domain §6): scales, days, units, the words of the consent.

	Published under an approved impact assessment; from then on nothing that students read or that decides who is asked changes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_psychology.doctype.campus_screening_campaign_scale.campus_screening_campaign_scale import (
			CampusScreeningCampaignScale,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_campaign_unit.campus_screening_campaign_unit import (
			CampusScreeningCampaignUnit,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_campaign_wave.campus_screening_campaign_wave import (
			CampusScreeningCampaignWave,
		)

		campaign_kind: DF.Literal["Freshman", "Term", "Retest", "Targeted"]
		campaign_title: DF.Data
		consent_on: DF.Literal["This Page", "The Platform"]
		consent_text: DF.Text
		consent_version: DF.Data | None
		forecast: DF.LongText | None
		impact_assessment: DF.Link | None
		platform_shares: DF.Check
		platform_statistics: DF.Check
		published_at: DF.Datetime | None
		published_by: DF.Link | None
		released_at: DF.Datetime | None
		releases: DF.LongText | None
		scales: DF.Table[CampusScreeningCampaignScale]
		status: DF.Literal["Draft", "Published", "Closed"]
		term: DF.Link | None
		units: DF.Table[CampusScreeningCampaignUnit]
		waves: DF.Table[CampusScreeningCampaignWave]
		window_from: DF.Date
		window_to: DF.Date
	# end: auto-generated types

	deletable = (DRAFT,)
	administrator_deletes = False
	app_owned = (
		"status",
		"published_by",
		"published_at",
		"impact_assessment",
		"forecast",
		"released_at",
		"releases",
	)

	def validate(self) -> None:
		self.validate_days()
		self.validate_app_owned()
		self.validate_published()
		self.set_term()
		self.set_version()

	def validate_days(self) -> None:
		if getdate(self.window_to) < getdate(self.window_from):
			frappe.throw(_("The last day lies before the first."), ScreeningError)
		for wave in self.waves:
			days = getdate(wave.opens_on), getdate(wave.closes_on)
			if not getdate(self.window_from) <= days[0] <= days[1] <= getdate(self.window_to):
				frappe.throw(
					_("The wave of {0} lies outside the days of the campaign.").format(wave.college),
					ScreeningError,
				)

	def validate_published(self) -> None:
		"""Waves may still be moved: interviews are slower than was thought. Errors: ScreeningError naming what was changed."""
		before = self.get_doc_before_save()
		if not before or before.status == DRAFT or self.flags.app_write:
			return
		changed = [field for field in self.changed_content(before) if field not in ("waves", "window_to")]
		if changed:
			labels = ", ".join(_(self.meta.get_label(field), context=self.doctype) for field in changed)
			frappe.throw(
				_("Students have read and agreed to this: nothing in it changes any more ({0}).").format(
					labels
				),
				ScreeningError,
			)

	def why_kept(self) -> str:
		return _("A campaign that was published is not deleted.")

	def set_term(self) -> None:
		self.term = self.term or get_term_of(getdate(self.window_from))

	def set_version(self) -> None:
		self.consent_version = version_of(self.consent_text)
