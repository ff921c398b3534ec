"""Everything that somebody may read, as files: JSON lines for each DocType, the ledgers as xlsx, attachments, a list with hashes.

A school owns its records: it leaves with them, hands them to an archive, or looks at them in another program. The files are those of one
account, in its own reach and logged under its name. Protected records leave only with a reason, and those alone that this account may open;
the innermost level leaves by no road, and what was reached by an emergency opening is not carried away.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import frappe

import campus_safety
from campus_safety.access.checks import granted_names
from campus_safety.access.rules import RULES
from campus_safety.access.secrets import is_encrypted
from campus_safety.domain.visibility import Level
from campus_safety.engines.ledgers import export
from campus_safety.engines.ledgers.layouts import get_ledgers
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import get_plain_fields, get_readable, validate_reason
from campus_safety.engines.seal import checkpoints

CHUNK = 500
CLOSED = "(protected)"
LIST = "manifest.json"


@dataclass
class Archive:
	"""A folder that is being filled. reason: for protected records, each of which is logged."""

	folder: Path
	reason: str = ""
	files: dict[str, dict] = field(default_factory=dict)
	left_out: dict[str, str] = field(default_factory=dict)

	def add(self, path: str, content: bytes, **said) -> None:
		target = self.folder / path
		target.parent.mkdir(parents=True, exist_ok=True)
		target.write_bytes(content)
		self.note(path, hashlib.sha256(content).hexdigest(), len(content), **said)

	def note(self, path: str, sha256: str, size: int, **said) -> None:
		self.files[path] = {"sha256": sha256, "bytes": size, **said}


def write_everything(folder: Path, now: datetime, reason: str = "") -> Archive:
	"""Fill an empty folder with what the session's account may read. Errors: FileExistsError where something lies in it."""
	folder.mkdir(parents=True, exist_ok=True, mode=0o700)
	if any(folder.iterdir()):
		raise FileExistsError(str(folder))
	if reason:
		validate_reason(reason)
	archive = Archive(folder, reason.strip())
	for doctype in sorted(name for name, rule in RULES.items() if not rule.parent):
		_write_doctype(archive, doctype)
	for doctype in sorted(get_ledgers()):
		_write_ledger(archive, doctype)
	_write_list(archive, now)
	return archive


# records


def _write_doctype(archive: Archive, doctype: str) -> None:
	if RULES[doctype].level is Level.L4:
		archive.left_out[doctype] = "leaves by no road"
		return
	if RULES[doctype].level.is_protected and not archive.reason:
		archive.left_out[doctype] = "protected: give a reason"
		return
	if not frappe.has_permission(doctype, "read"):
		archive.left_out[doctype] = "this account may not read it"
		return
	path, digest, number, size = f"records/{doctype}.jsonl", hashlib.sha256(), 0, 0
	target = archive.folder / path
	target.parent.mkdir(exist_ok=True)
	with target.open("wb") as file:
		for row in read_rows(doctype, archive.reason):
			line = (frappe.as_json(row, indent=None, ensure_ascii=False) + "\n").encode()
			file.write(line)
			digest.update(line)
			number, size = number + 1, size + len(line)
			_write_files(archive, doctype, row["name"])
	if not number:
		target.unlink()
		return
	archive.note(path, digest.hexdigest(), size, rows=number)
	access_log.record("Export", doctype, path, reason=f"{archive.reason} [{number}]".strip())


def read_rows(doctype: str, reason: str = "", filters: dict | None = None) -> Iterator[dict]:
	"""The account's own rows with their tables, in the order of their names; of protected ones those it may open, logged.

	Errors: ValidationError for a protected record without a reason.
	"""
	if frappe.get_meta(doctype).issingle:
		yield _closed(frappe.get_cached_doc(doctype).as_dict())
		return
	granted, last = granted_names(frappe.session.user, doctype), ""
	while rows := frappe.get_list(
		doctype,
		filters=[*([[key, *_pair(value)] for key, value in (filters or {}).items()]), ["name", ">", last]],
		fields=frappe.db.get_table_columns(doctype),  # not "*", which asks for virtual fields, too
		order_by=f"`tab{doctype}`.`name` asc",
		limit_page_length=CHUNK,
	):
		last = rows[-1].name
		tables = _read_tables(doctype, [row.name for row in rows])
		for row in rows:
			found = {**row, **tables.get(row.name, {})}
			if row.name in granted:
				continue
			if not RULES[doctype].level.is_protected:
				yield _closed(found)
			elif opened := _open(doctype, found, reason):
				yield opened


def _pair(value) -> tuple:
	return value if isinstance(value, tuple) else ("=", value)


def _read_tables(doctype: str, names: list[str]) -> dict[str, dict[str, list]]:
	found: dict[str, dict[str, list]] = {}
	for table in frappe.get_meta(doctype).get_table_fields():
		for row in frappe.get_all(
			table.options,
			filters={"parent": ("in", names), "parenttype": doctype, "parentfield": table.fieldname},
			fields=["*"],
			order_by="parent asc, idx asc",
		):
			found.setdefault(row.parent, {}).setdefault(table.fieldname, []).append(row)
	return found


def _open(doctype: str, row: dict, reason: str) -> dict | None:
	"""A protected record as `reveal` gives it to this account, logged; None where it may not open it."""
	try:
		document = get_readable(doctype, row["name"])
	except frappe.PermissionError:  # it stands in the account's list, and is for others to open
		frappe.clear_last_message()
		return None
	validate_reason(reason)
	access_log.record("Export", doctype, row["name"], student=row.get("student"), reason=reason)
	plain = get_plain_fields(document)
	row |= plain["fields"]
	for table, texts in plain["tables"].items():
		for child in row.get(table, ()):
			child |= texts.get(child["name"], {})
	return _closed(row)


def _closed(value):
	if isinstance(value, dict):
		return {key: _closed(each) for key, each in value.items()}
	if isinstance(value, list):
		return [_closed(each) for each in value]
	return CLOSED if is_encrypted(value) else value


# files, ledgers, the list


def _write_files(archive: Archive, doctype: str, name: str) -> None:
	for file in frappe.get_all(
		"File",
		filters={"attached_to_doctype": doctype, "attached_to_name": name, "is_folder": 0},
		fields=["name", "file_name", "file_url"],
		order_by="name asc",
	):
		if not (file.file_url or "").startswith(("/files/", "/private/files/")):
			continue
		path = Path(frappe.get_doc("File", file.name).get_full_path())
		if path.is_file():
			safe = f"{file.name}-{Path(file.file_name).name}"
			archive.add(f"files/{doctype}/{_as_folder(name)}/{safe}", path.read_bytes(), of=name)
		else:
			archive.left_out[file.file_url] = "the file is not on this machine"


def _as_folder(name: str) -> str:
	return name.replace("/", "_").replace("\\", "_").lstrip(".")


def _write_ledger(archive: Archive, doctype: str) -> None:
	if not frappe.has_permission(doctype, "print"):
		return
	try:
		made = export.export_ledger(doctype, archive.reason)
	except (
		frappe.ValidationError
	) as error:  # too many rows, or no reason for a protected one: said in the list
		archive.left_out[f"ledger of {doctype}"] = str(error)
		frappe.clear_last_message()
		return
	archive.add(f"ledgers/{doctype} {made.file_name}", made.content)


def _write_list(archive: Archive, now: datetime) -> None:
	said = {
		"site": frappe.local.site,
		"account": frappe.session.user,
		"made": str(now),
		"version": campus_safety.__version__,
		"checkpoint": (checkpoints.for_print() or {}).get("text"),
		"left_out": archive.left_out,
		"files": archive.files,
	}
	text = json.dumps(said, ensure_ascii=False, indent=1, default=str)
	(archive.folder / LIST).write_text(text, encoding="utf-8")
