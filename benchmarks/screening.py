"""12,000 results of a screening platform with ten factors each, from xlsx: parsed, checked, encrypted, written, sealed.

	python3 sandbox bench

Against the same finished rows (results with their seal, scores, consents, interviews) written by raw multi-row INSERT in the same
run, in the same tables and chunks. The statistics table of 300 classes is suppressed in the same run. It writes some 60,000 rows to
the site and removes them at the end: run it on a scratch site.
"""

import io
import os
import random
import time
from datetime import timedelta

import frappe
import xlsxwriter
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain.psychology.published import SCL_90
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sheets import run as importing
from campus_safety.services.psychology import campaigns

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS, CLASSES, COLLEGES = (200, 10, 2) if SMALL else (12_000, 300, 12)
PREFIX = "PSYBENCH"
IMPORT, CAMPAIGN, STUDENT = "Campus Screening Import", "Campus Screening Campaign", "Campus Student"
RESULT, SCORE = "Campus Screening Result", "Campus Screening Score"
CONSENT, INTERVIEW, LEAF = "Campus Screening Consent", "Campus Screening Interview", "Campus Seal Leaf"
CHUNK = 2000


def main() -> None:
	frappe.set_user("Administrator")
	try:
		measure()
	finally:
		remove()


def measure() -> None:
	make_students()
	campaign = open_campaign()
	content = make_workbook()
	print(
		f"{STUDENTS:,} results, {len(SCL_90.factors)} factors each, workbook of {len(content) / 1e6:.1f} MB"
	)
	document = upload(content, campaign.name)
	preview = timed(lambda: importing.preview(document))
	assert not document.error and document.created == STUDENTS, (document.error, document.created)
	first = timed(lambda: run(document))
	assert (document.status, document.created) == ("Completed", STUDENTS), (document.status, document.error)
	tables = snapshot(campaign.name)
	raw = min(timed(lambda: write_raw(tables)) for _attempt in range(2))
	again = upload(content, campaign.name)
	importing.preview(again)
	unchanged = timed(lambda: run(again))
	progress = timed(lambda: campaigns.get_progress(campaign.name))
	count = timed(lambda: plain_count(campaign.name))
	line("raw multi-row INSERT of the finished rows", raw, raw)
	line("preview: reading, checks, comparison", preview, raw)
	line("the import, which takes over what the preview read", first, raw)
	line("preview and import together", preview + first, raw)
	line("the same file again (nothing to write)", unchanged, raw)
	print(
		f"{'progress of the campaign':<52} {progress * 1000:8.1f} ms {progress / count:7.1f} x the plain count"
	)


def line(what: str, seconds: float, raw: float) -> None:
	print(f"{what:<52} {seconds:8.2f} s {seconds / raw:7.1f} x raw {STUDENTS / seconds:9,.0f} results/s")


def timed(call) -> float:
	begin = time.perf_counter()
	call()
	return time.perf_counter() - begin


# the campus


def make_students() -> None:
	school = place(unit_name=f"{PREFIX}学校", unit_type="School", is_group=1)
	colleges = [
		place(unit_name=f"{PREFIX}学院{number}", unit_type="College", is_group=1, parent_campus_unit=school)
		for number in range(COLLEGES)
	]
	classes = [
		(
			place(
				unit_name=f"{PREFIX}{number:03}班",
				unit_type="Class",
				parent_campus_unit=colleges[number % COLLEGES],
			),
			colleges[number % COLLEGES],
		)
		for number in range(CLASSES)
	]
	now = now_datetime()
	columns = ("name", "creation", "modified", "owner", "modified_by", "student_no", "student_name")
	columns = (*columns, "unit", "college", "status", "residence_type")
	lines = [
		(
			*(number_of(number), now, now, "Administrator", "Administrator"),
			*(number_of(number), name_of(number), *classes[number % CLASSES], "Enrolled", "Day Student"),
		)
		for number in range(STUDENTS)
	]
	for start in range(0, STUDENTS, CHUNK):
		insert_rows(STUDENT, columns, lines[start : start + CHUNK])
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def place(**values) -> str:
	return frappe.get_doc({"doctype": "Campus Unit", **values}).insert().name


def number_of(number: int) -> str:
	return f"{PREFIX}{number:06}"


def name_of(number: int) -> str:
	return f"学生{number:05}"


def open_campaign():
	campaign = frappe.get_doc(
		{
			"doctype": CAMPAIGN,
			"campaign_title": f"{PREFIX}普测",
			"campaign_kind": "Term",
			"window_from": add_days(nowdate(), -10),
			"window_to": add_days(nowdate(), 10),
			"consent_text": "同意",
			"consent_on": "The Platform",
			"platform_statistics": 1,
			"scales": [{"scale": "SCL-90"}],
			"units": [{"unit": f"{PREFIX}学校"}],
			"status": "Published",
		}
	)
	with campaign.as_app():
		campaign.insert()
	campaigns.make_rows(campaign, campaigns.get_asked(campaign), now_datetime())
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site
	return campaign


# the file


def make_workbook() -> bytes:
	chance, buffer = random.Random(7), io.BytesIO()
	with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
		sheet = book.add_worksheet("普测")
		sheet.write_row(0, 0, ["2026年秋季心理普测结果"])
		sheet.write_row(1, 0, ["学号", "姓名", "班级", "测评时间", "用时", "总分", *SCL_90.factors])
		for number in range(STUDENTS):
			for column, cell in enumerate(cells(number, chance)):
				sheet.write_string(number + 2, column, cell)
	return buffer.getvalue()


def cells(number: int, chance: random.Random) -> list[str]:
	at = now_datetime() - timedelta(days=2, seconds=number)
	return [
		number_of(number),
		name_of(number),
		f"{PREFIX}{number % CLASSES:03}班",
		f"{at:%Y-%m-%d %H:%M:%S}",
		str(chance.randint(300, 2400)),
		str(int(chance.triangular(90, 220, 110))),
		*(f"{chance.triangular(1, 2.4, 1.1):.2f}" for _factor in SCL_90.factors),
	]


def upload(content: bytes, campaign: str):
	file = {"doctype": "File", "file_name": f"{PREFIX}.xlsx", "is_private": 1, "content": content}
	document = frappe.get_doc(
		{
			"doctype": IMPORT,
			"campaign": campaign,
			"scale": "SCL-90",
			"file": frappe.get_doc(file).insert().file_url,
		}
	).insert()
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site
	return document


def run(document) -> None:
	"""What the worker does; queued and picked up by hand, so that waiting for a worker is not measured."""
	document.db_set({"status": "Queued"})
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()


# against what


def snapshot(campaign: str) -> dict[str, list[tuple]]:
	"""The finished rows as the import has stored them, with the names of their columns."""
	results = f"select name from `tab{RESULT}` where campaign = '{campaign}'"
	where = {
		RESULT: f"campaign = '{campaign}'",
		SCORE: f"parent in ({results})",
		CONSENT: f"campaign = '{campaign}'",
		INTERVIEW: f"campaign = '{campaign}'",
		LEAF: " or ".join(
			f"(reference_doctype = '{doctype}' and reference_name in ({of_campaign(doctype, campaign)}))"
			for doctype in (RESULT, CONSENT, INTERVIEW)
		),
	}
	found = {}
	for doctype, condition in where.items():
		# raw, because the raw INSERT is what the import is measured against; the names are the benchmark's own
		columns = [row[0] for row in frappe.db.sql(f"show columns from `tab{doctype}`")]
		names = ", ".join(f"`{name}`" for name in columns)
		rows = frappe.db.sql(f"select {names} from `tab{doctype}` where {condition} order by name")
		found[doctype] = [tuple(columns), *rows]
	return found


def of_campaign(doctype: str, campaign: str) -> str:
	"""Of this run: leaves of earlier runs stay in the tree of a site."""
	return f"select name from `tab{doctype}` where campaign = '{campaign}'"


def write_raw(tables: dict[str, list[tuple]]) -> None:
	"""Into copies of the tables, with their indexes, without what else lies there."""
	for doctype, (columns, *rows) in tables.items():
		frappe.db.sql_ddl(f"create or replace table `{PREFIX}` like `tab{doctype}`")
		names = ", ".join(f"`{name}`" for name in columns)
		line = f"({', '.join(['%s'] * len(columns))})"
		for start in range(0, len(rows), CHUNK):
			part = rows[start : start + CHUNK]
			frappe.db.sql(
				f"insert into `{PREFIX}` ({names}) values {', '.join([line] * len(part))}",
				[value for row in part for value in row],
			)
			frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def plain_count(campaign: str) -> None:
	frappe.db.sql(  # the plain count that the progress is measured against
		f"select college, status, count(*) from `tab{RESULT}` where campaign = %s group by college, status",
		campaign,
	)


def remove() -> None:
	frappe.db.rollback()
	campaigns_made = frappe.get_all(CAMPAIGN, {"campaign_title": f"{PREFIX}普测"}, pluck="name") or [""]
	results = frappe.get_all(RESULT, {"campaign": ("in", campaigns_made)}, pluck="name") or [""]
	frappe.db.sql_ddl(f"drop table if exists `{PREFIX}`")
	for start in range(0, len(results), CHUNK):
		frappe.db.delete(SCORE, {"parent": ("in", results[start : start + CHUNK])})
	for doctype in (RESULT, CONSENT, INTERVIEW, IMPORT):
		frappe.db.delete(doctype, {"campaign": ("in", campaigns_made)})
	frappe.db.delete(CAMPAIGN, {"name": ("in", campaigns_made)})
	frappe.db.delete(STUDENT, {"student_no": ("like", f"{PREFIX}%")})
	for name in frappe.get_all(
		"Campus Unit", filters={"name": ("like", f"{PREFIX}%")}, order_by="lft desc", pluck="name"
	):
		frappe.delete_doc("Campus Unit", name, force=True)
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


if __name__ == "__main__":
	main()
