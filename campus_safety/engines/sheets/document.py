"""The base of every import document: a file, what it would do, what it did, and which rows it refused and why."""

from campus_safety.engines.sheets import kept, lifecycle, run
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.engines.sheets.source_file import validate_file_url
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.document import CampusDocument


class SheetImport(AppOwned, CampusDocument):
	"""The controller of a kind of list names its `import_kind`, and in `deciding` the fields that decide the outcome beside
	the file and its columns."""

	import_kind: ImportKind
	deciding: tuple[str, ...] = ()

	def validate(self) -> None:
		validate_file_url(self.file)
		if not self.flags.app_write:
			self.validate_choices()
			lifecycle.follow_edit(self, self.deciding)

	def on_trash(self) -> None:
		lifecycle.validate_not_running(self)
		kept.forget(self.doctype, self.name)

	def validate_choices(self) -> None:
		"""What a person may not choose; the app's own saves do not ask."""

	# the five buttons; `api.imports` has asked for the permission

	def preview_file(self) -> dict:
		run.preview(self)
		return lifecycle.get_progress(self)

	def start_import(self) -> dict:
		run.start(self)
		return lifecycle.get_progress(self)

	def cancel_import(self) -> dict:
		lifecycle.cancel(self)
		return lifecycle.get_progress(self)

	def make_marked_file(self) -> str:
		return run.make_report(self)

	def get_progress(self) -> dict:
		return lifecycle.get_progress(self)
