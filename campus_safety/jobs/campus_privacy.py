"""Each morning: requests about personal information whose answer is due."""

from frappe.utils import getdate

from campus_safety.services.privacy import data_requests


def remind() -> None:
	data_requests.remind(getdate())
