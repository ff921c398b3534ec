"""A Word file that somebody hands in, before anything reads it: whole, of a size, without programs, fetching nothing from elsewhere."""

import io
import re
import zipfile
import zlib

try:
	import docx
	from lxml import etree
except ImportError:  # the extra `word` is not installed; whoever reads or writes one says so
	docx = etree = None

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024  # bytes: a small package may unpack to gigabytes
CODE_IN_WORDS = ("vbaProject", "activeX", "embeddings/")
HYPERLINK = "/hyperlink"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# fields that Word fills from another file, when it opens the paper or its fields are brought up to date
FETCHING = re.compile(
	r"INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|(?<![A-Z])(?:INCLUDE|IMPORT|DDE|LINK|DATABASE|RD)(?![A-Z])"
)
# whatever a package that is none, is broken or holds nonsense raises where it is read
BROKEN = (
	zipfile.BadZipFile,
	zlib.error,
	EOFError,  # ends too early
	RuntimeError,  # encrypted; a way of packing that nobody knows
	OSError,
	LookupError,
	ValueError,
	TypeError,
	AttributeError,
	SyntaxError,  # its XML
	*((docx.exceptions.PythonDocxError,) if docx else ()),
)


class NotWholeError(Exception):
	"""It cannot be read, or is too large."""


class NotHarmlessError(Exception):
	"""It holds a program, or fetches something from elsewhere."""


def validate_whole(content: bytes | str) -> None:
	"""Every part unpacks, and all together to a bounded size. Errors: NotWholeError."""
	if isinstance(content, str) or len(content) > MOST_BYTES:
		raise NotWholeError
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as package:
			if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED or package.testzip():
				raise NotWholeError
	except BROKEN as error:
		raise NotWholeError from error


def validate_harmless(content: bytes) -> None:
	"""In every part: the page, its heads and feet, notes, settings. Errors: NotHarmlessError, NotWholeError."""
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as package:
			for name in package.namelist():
				if any(word in name for word in CODE_IN_WORDS):
					raise NotHarmlessError
				if name.endswith((".xml", ".rels")):
					_validate_part(name, _parse(package.read(name)))
	except BROKEN as error:
		raise NotWholeError from error


def _parse(part: bytes):
	return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _validate_part(name: str, root) -> None:
	if name.endswith(".rels"):
		for relation in root:
			if relation.get("TargetMode") == "External" and not str(relation.get("Type")).endswith(HYPERLINK):
				raise NotHarmlessError
	elif FETCHING.search(_fields_of(root)):
		raise NotHarmlessError


def _fields_of(root) -> str:
	"""What its fields say, one after the other; a word may be cut into several runs."""
	said = []
	for element in root.iter(f"{WORDS}instrText", f"{WORDS}fldChar", f"{WORDS}fldSimple"):
		if element.tag == f"{WORDS}instrText":
			said.append(element.text or "")
		else:
			said.append(f" {element.get(f'{WORDS}instr') or ''} ")
	return "".join(said).upper()
