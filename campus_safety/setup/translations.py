"""translations/zh.csv: which texts have no Chinese, which rows no text asks for any more.

	.sandbox/bench/env/bin/python -m campus_safety.setup.translations

(on a bench: `env/bin/python`, from the app's folder) writes the file back: sorted, each row once, orphans gone, a row
with an empty translation for each text that has none. `--check` writes nothing. Both end with 1 while a text has no Chinese, while
a row would change the words of a host (setup.host_words) or, with `--check`, while the file is not as it would be written.
"""

import argparse
import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from campus_safety.setup.host_words import changes_a_host, is_a_hosts
from campus_safety.setup.shown_texts import Text, find_all, is_neutral

TARGET = Path(__file__).resolve().parent.parent / "translations" / "zh.csv"
COMMAND = ".sandbox/bench/env/bin/python -m campus_safety.setup.translations"
CHINESE = re.compile(r"[\u4e00-\u9fff]")

Key = tuple[str, str]  # English source, context
Row = tuple[str, str, str]  # English source, Chinese, context


def read(text: str | None = None) -> list[Row]:
	"""The rows as they stand, or those of `text`."""
	text = TARGET.read_text(encoding="utf-8") if text is None else text
	return [tuple([*row, "", ""][:3]) for row in csv.reader(io.StringIO(text, newline="")) if row]


def written(rows: Iterable[Row]) -> str:
	"""The file's text: sorted by source, then context, in the order of their code points."""
	target = io.StringIO(newline="")
	csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(sorted(rows, key=_key))
	return target.getvalue()


def _key(row: Row) -> Key:
	return row[0], row[2]


def is_chinese(source: str) -> bool:
	"""A Chinese example in an English sentence does not make it Chinese."""
	return len(CHINESE.findall(source)) * 3 > len(source)


def find_missing(rows: Iterable[Row], texts: Iterable[Text]) -> dict[Key, str]:
	"""{what has no Chinese: a place where it is shown}. A row without a context serves every context.

	A word that a host says, too, is missing in the context that asks for it; any other is missing anywhere.
	"""
	translated = {_key(row) for row in rows if CHINESE.search(row[1])}
	anywhere = {source for source, _context in translated}
	missing: dict[Key, str] = {}
	for text in texts:
		if text.context is None:
			known = text.source in anywhere
		else:
			known = {(text.source, text.context), (text.source, "")} & translated
		if not (known or is_neutral(text.source) or is_chinese(text.source)):
			context = text.context if text.context and is_a_hosts(text.source) else ""
			missing.setdefault((text.source, context), text.place)
	return missing


def find_changes_of_hosts(rows: Iterable[Row]) -> list[Row]:
	"""Rows that would be read on somebody else's screen: to be asked for, and written, with a context of ours."""
	return [row for row in rows if not row[2] and row[1] and changes_a_host(row[0], row[1])]


def find_orphans(rows: Iterable[Row], texts: Iterable[Text]) -> list[Row]:
	"""Rows that no text asks for: by its source, or by the row's context."""
	asked: dict[str, set[str | None]] = {}
	for text in texts:
		asked.setdefault(text.source, set()).add(text.context)
	return [row for row in rows if not _is_asked(asked.get(row[0], set()), row[2])]


def _is_asked(contexts: set[str | None], context: str) -> bool:
	return bool(contexts & {context, None}) if context else bool(contexts)


def find_duplicates(rows: Iterable[Row]) -> list[Key]:
	keys = [_key(row) for row in rows]
	return sorted({key for key in keys if keys.count(key) > 1})


def tidy(rows: list[Row], texts: list[Text]) -> list[Row]:
	"""The rows as they should stand. Of several rows for one text the first with Chinese is kept.

	An empty row stays only while its text is missing: the framework reads it over a host's word, and shows English.
	"""
	orphans = set(find_orphans(rows, texts))
	kept: dict[Key, Row] = {}
	for row in sorted(rows, key=lambda row: not CHINESE.search(row[1])):
		if row[1] and row not in orphans:
			kept.setdefault(_key(row), row)
	for source, context in find_missing(rows, texts):
		kept.setdefault((source, context), (source, "", context))
	return sorted(kept.values(), key=_key)


def main(arguments: list[str] | None = None) -> int:
	parser = argparse.ArgumentParser(
		prog="campus_safety.setup.translations", description=__doc__.split("\n")[0]
	)
	parser.add_argument("--check", action="store_true", help="only say what is wrong")
	check = parser.parse_args(arguments).check
	before = TARGET.read_text(encoding="utf-8")
	rows, texts = read(before), find_all()
	missing, after = find_missing(rows, texts), written(tidy(rows, texts))
	for (source, _context), place in missing.items():
		print(f"no Chinese: {place}: {source!r}")
	for source, chinese, context in find_orphans(rows, texts):
		print(f"shown nowhere: {source!r} {context!r}: {chinese}")
	for source, context in find_duplicates(rows):
		print(f"twice: {source!r} {context!r}")
	changing = find_changes_of_hosts(rows)
	for source, chinese, _context in changing:
		print(f"changes a host's word, ask with a context: {source!r}: {chinese}")
	if not check:
		TARGET.write_text(after, encoding="utf-8")
	print(
		f"{TARGET}: {len(rows)} rows, {len(missing)} texts without Chinese, {'tidy' if before == after else 'not tidy' if check else 'written'}"
	)
	return int(bool(missing or changing) or (check and before != after))


if __name__ == "__main__":
	raise SystemExit(main())
