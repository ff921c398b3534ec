"""What a file is, by its content and never by its name, and whether it may be opened at all.

Everything is decided from the first bytes and, for a workbook, from the zip directory, before anything is
unpacked.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import Enum

from campus_safety.engines.sheets.package import plain_name


class Kind(Enum):
	XLSX = "xlsx"
	CSV = "csv"


@dataclass(frozen=True)
class Limits:
	"""Sizes in bytes. A workbook may unpack to ten times the largest file, but not a small one to a large
	table."""

	file_bytes: int
	rows: int
	columns: int
	entries: int = 2000
	ratio: int = 100
	ratio_from_bytes: int = 10 * 1024 * 1024

	@property
	def unpacked_bytes(self) -> int:
		return self.file_bytes * 10


class FileRefused(Exception):
	"""The file as a whole cannot be taken. `code` names the reason, `args_` fill the message."""

	def __init__(self, code: str, *args_):
		super().__init__(code, *args_)
		self.code = code
		self.args_ = args_


MEGABYTE = 1024 * 1024
_SIGNATURES = (
	(b"%PDF", "is_pdf"),
	(b"\x89PNG", "is_image"),
	(b"\xff\xd8\xff", "is_image"),
	(b"GIF8", "is_image"),
	(b"BM", "is_image"),
	(b"Rar!", "is_archive"),
	(b"7z\xbc\xaf", "is_archive"),
	(b"\x1f\x8b", "is_archive"),
	(b"{\\rtf", "is_document"),
	(b"MZ", "not_a_table"),
	(b"\x7fELF", "not_a_table"),
	(b"SQLite format", "not_a_table"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NESTED = re.compile(r"\.(?:zip|rar|7z|gz|xlsx|xlsm|xls|docx)$", re.I)
_MARKUP = re.compile(rb"\s*(?:<!doctype html|<html|<table|<head|<meta|<\?xml|mime-version:)", re.I)


def check_size(size: int, limits: Limits) -> None:
	if size > limits.file_bytes:
		raise FileRefused("too_big", _megabytes(size), limits.file_bytes // MEGABYTE)
	if not size:
		raise FileRefused("empty_file")


def kind_of(content: bytes, limits: Limits) -> Kind:
	"""Workbook or text. Errors: FileRefused with what the file is instead, or why it is dangerous to open."""
	check_size(len(content), limits)
	if content.startswith(b"PK\x03\x04"):
		_check_workbook(content, limits)
		return Kind.XLSX
	if content.startswith(b"PK"):
		raise FileRefused("damaged")
	if content.startswith(_OLE):
		encrypted = "EncryptedPackage".encode("utf-16-le") in content
		raise FileRefused("has_password" if encrypted else "is_old_excel")
	for signature, code in _SIGNATURES:
		if content.startswith(signature) and (len(signature) > 2 or _is_binary(content)):
			raise FileRefused(code)
	if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
		raise FileRefused("is_web_page")
	return Kind.CSV


def _is_binary(content: bytes) -> bool:
	return b"\x00" in content[:4096]


def _megabytes(size: int) -> str:
	return f"{size / MEGABYTE:.1f}"


def _check_workbook(content: bytes, limits: Limits) -> None:
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as archive:
			entries = archive.infolist()
			_check_sizes(entries, len(content), limits)
			_check_parts(archive, entries)
	except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zipfile.LargeZipFile) as error:
		raise FileRefused("damaged") from error


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
	"""The directory bounds what is read: zipfile never reads past the size that it declares."""
	if len(entries) > limits.entries:
		raise FileRefused("zip_bomb")
	unpacked = sum(entry.file_size for entry in entries)
	if unpacked > limits.unpacked_bytes:
		raise FileRefused("unpacks_too_big", _megabytes(unpacked), limits.unpacked_bytes // MEGABYTE)
	if unpacked > limits.ratio_from_bytes and unpacked > size * limits.ratio:
		raise FileRefused("zip_bomb")


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
	names = {plain_name(entry.filename).lower() for entry in entries}
	if any(entry.flag_bits & 1 for entry in entries):
		raise FileRefused("has_password")
	if "xl/workbook.bin" in names:
		raise FileRefused("is_binary_workbook")
	if "xl/vbaproject.bin" in names:
		raise FileRefused("has_macros")
	if "xl/workbook.xml" not in names:
		raise FileRefused(_other_package(names))
	for entry in entries:
		with archive.open(entry) as part:
			head = part.read(2048)
		if head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")) or _NESTED.search(
			entry.filename
		):
			raise FileRefused("nested_archive")
		if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
			raise FileRefused("xml_entities")


def _other_package(names: set[str]) -> str:
	if "word/document.xml" in names or "ppt/presentation.xml" in names:
		return "is_document"
	if "content.xml" in names and "mimetype" in names:
		return "is_open_document"
	return "is_archive"
