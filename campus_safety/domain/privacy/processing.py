"""One activity of processing personal information 个人信息处理活动 (PIPL 55–56), as access/purposes.py declares it per DocType."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Processing:
	"""Texts in English source.

	purpose: what it is for. basis: why it may be done. people: whose data. categories: which data.
	retention: how long it is kept; {0} stands for the value of `setting`, a number of Campus Safety Settings.
	given_to: who gets it outside the app; nobody where it is empty.
	"""

	purpose: str
	people: str
	categories: str
	basis: str
	retention: str
	setting: str = ""
	given_to: str = ""

	def texts(self) -> tuple[str, ...]:
		return tuple(
			text
			for text in (
				self.purpose,
				self.people,
				self.categories,
				self.basis,
				self.retention,
				self.given_to,
			)
			if text
		)
