"""What the app writes in its own name: a job, a student's page, a service that has decided already.

A save as the app passes the workflow's guard, the check of app-owned fields and the check of the status. So it lasts for
that save and no longer: a document that travels on is somebody else's again.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class AppOwned:
	"""Part of every document that the app writes into. Its rules ask `flags.app_write`; only `as_app` sets it."""

	@contextmanager
	def as_app(self) -> Iterator[None]:
		"""`with doc.as_app(): doc.save()`. May be nested; whatever happens inside, afterwards it is as it was before."""
		before = self.flags.app_write
		self.flags.app_write = True
		try:
			yield
		finally:
			self.flags.app_write = before
