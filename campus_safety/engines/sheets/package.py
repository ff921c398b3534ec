"""Workbooks that Excel opens although their package is written in another way: names with backslashes or in other capitals,
the strict vocabulary. They are put in the ordinary form first, so that both readers find everything where it should be."""

import io
import re
import zipfile

CONTENT_TYPES, WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_ORDINARY_NAME = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_PART = re.compile(rb'PartName="/([^"]+)"')
_CANONICAL = (CONTENT_TYPES, "_rels/.rels", WORKBOOK, "xl/_rels/workbook.xml.rels")


def plain_name(name: str) -> str:
	return name.replace("\\", "/").lstrip("/")


def in_ordinary_form(content: bytes) -> bytes:
	"""The same workbook; unchanged bytes where nothing is to be mended. `file_check` has looked at it before."""
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		names = archive.namelist()
		new = _new_names(archive, names)
		strict = STRICT in archive.read(next(name for name in names if new[name] == WORKBOOK))
		if not strict and all(name == new[name] for name in names):
			return content
		buffer = io.BytesIO()
		with zipfile.ZipFile(buffer, "w") as target:
			for name in names:
				part = archive.read(name)
				target.writestr(new[name], _STRICT_NAME.sub(_ORDINARY_NAME, part) if strict else part)
	return buffer.getvalue()


def _new_names(archive: zipfile.ZipFile, names: list[str]) -> dict[str, str]:
	"""{name in the archive: name by which the package itself speaks of the part}."""
	spoken = {name.lower(): name for name in _CANONICAL}
	for name in names:
		if plain_name(name).lower() == CONTENT_TYPES.lower():
			parts = (part.decode("utf-8", "replace") for part in _PART.findall(archive.read(name)))
			spoken = {**{part.lower(): part for part in parts}, **spoken}
	return {name: spoken.get(plain_name(name).lower(), plain_name(name)) for name in names}
