"""One-line texts as people type them: names, codes, numbers, telephones."""

import re
import unicodedata

UNSAFE_IN_NAMES = re.compile(r"[/\\?#%<>＜＞\"'`&\x00-\x1f]+")
LONGEST_NAME = 120
MARKUP = re.compile(r"<[/!?]?[A-Za-z][^>]*(>|$)|<!--.*?(-->|$)", re.DOTALL)
OPEN_BRACKET = re.compile(r"<(?=[^>]*$)")
# a spreadsheet of a Chinese office reads full-width signs as well, and overlooks blanks in front
FORMULA = re.compile(r"\s*[=@＝＠]\s*\S")
SIGNED = re.compile(r"\s*[+\-＋－]")
ACTIVE = re.compile(r"[(|!]")  # a call, another program, another sheet
FULL_WIDTH = str.maketrans("<>", "＜＞")
# Kangxi radicals and compatibility forms, as they come out of PDFs: they look like the character and are found by no search
RADICALS = {
	code: found
	for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3, *range(0xF900, 0xFB00))
	if (found := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOT_IN_NAME = re.compile(f"(?<=[{CJK}]) ?[·.．•・･‧∙⋅●﹒᛫⸱▪] ?(?=[{CJK}])")
PRIVATE_SIGN = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_VARIANT = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
IDENTITY = re.compile(
	r"(?<![0-9])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9])"
)


def without_brackets(line: str) -> str:
	"""A line that no page can take for markup: < and > as the full-width characters that look like them."""
	return line.translate(FULL_WIDTH)


def without_formula(text: str) -> str:
	"""A text that no spreadsheet works out: a mark in front keeps it text, whichever export it comes out of.

	Numbers and telephones keep their sign, and so does a list's dash: alone these do nothing.
	"""
	return f"'{text}" if FORMULA.match(text) or (SIGNED.match(text) and ACTIVE.search(text)) else text


def without_open_tag(text: str) -> str:
	"""A text whose markup is closed: a browser completes a tag that sanitizers, who see none, leave as it is."""
	return OPEN_BRACKET.sub("＜", text)


def without_markup(text: str | None) -> str:
	"""The words of a text: tags go, an unclosed one with all that follows it, and what is left makes no new one."""
	return without_formula(without_brackets(MARKUP.sub("", text or "")))


def writable_in_xml(text: str | None) -> str:
	"""Without the signs that no XML file holds: control characters, halves of signs."""
	return _NOT_IN_XML.sub("", text or "")


def clean_line(text: str | None) -> str:
	"""Control and invisible characters go, runs of blanks become one, brackets make no markup; emoji and rare characters stay.

	The joiner inside an emoji sequence stays, too: taking it would turn one picture into several.
	"""
	kept = "".join(
		character
		for character in unicodedata.normalize("NFC", text or "")
		if character.isspace()
		or character == "\u200d"
		or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
	)
	return without_brackets(re.sub(r"\s+", " ", kept).strip())


def plain_code(text: str | None) -> str:
	"""Codes and numbers: full-width becomes plain, all blanks go."""
	return without_brackets(re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean_line(text))))


def person_name(text: str | None) -> str:
	"""A name as a search finds it: one kind of dot between its parts, characters and not the radicals that look like them."""
	return DOT_IN_NAME.sub("·", _VARIANT.sub("", clean_line(text).translate(RADICALS)))


def holds_identity(text: str) -> bool:
	"""Whether something like a resident identity number stands in it, as in the national student number 学籍号 (G and that
	number). Such a text never becomes a name: names are not encrypted."""
	return len(text) > 17 and IDENTITY.search(text) is not None


def name_of(text: str | None) -> str:
	"""`text` as a document name: readable, and safe in an address."""
	return UNSAFE_IN_NAMES.sub("-", clean_line(text)).strip("-. ").lstrip("=@+＝＠＋－-. ")[:LONGEST_NAME]


def is_student_no(text: str) -> bool:
	"""Letters, digits, `-`, `_` and `.`, at most 40, beginning with a letter or digit."""
	return bool(re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_.\-]{0,39}", text))


def telephone(text: str | None) -> str:
	"""Full-width digits become plain; blanks and dashes inside a mobile number go, +86 with them."""
	number = without_brackets(unicodedata.normalize("NFKC", clean_line(text)))
	bare = re.sub(r"[\s\-]", "", number)
	bare = re.sub(r"^(\+?86|0086)(?=1[3-9][0-9]{9}$)", "", bare)
	return bare if re.fullmatch(r"1[3-9][0-9]{9}", bare) else number


def is_telephone(text: str) -> bool:
	"""Lenient: landlines, extensions and numbers abroad pass; five digits at least, no letters."""
	return bool(re.fullmatch(r"\+?[0-9][0-9 \-()#*,转]{3,28}[0-9]", text))
