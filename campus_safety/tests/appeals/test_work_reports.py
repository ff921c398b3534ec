"""The work report from a pasted notice to the frozen paper: figures by the app, words by the unit, both electronic and paper."""

import io
from datetime import timedelta

import docx
import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, PaperError, ReportRoundError
from campus_safety.services.governance import report_paper, reports, summary
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

NOTICE, ROUND, REPORT = reports.NOTICE, reports.ROUND, reports.REPORT
TEXT = """一、联防联控
（一）健全组织领导。（责任单位：报送测试总务处、报送测试宣传部）
二、健康教育（责任单位：报送测试总务处）
"""


class TestWorkReport(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("报送测试学校", "School")
		self.logistics = make.make_unit("报送测试总务处", "Department", school)
		self.publicity = make.make_unit("报送测试宣传部", "Department", school)
		frappe.db.set_value("Campus Unit", self.logistics, "office_role", r.LOGISTICS)
		frappe.db.set_value("Campus Unit", self.publicity, "office_role", r.PUBLICITY)
		self.writer = make.make_user("writer@reports.test", r.LOGISTICS)
		self.other = make.make_user("other@reports.test", r.PUBLICITY)
		self.safety = make.make_user("safety@reports.test", r.SAFETY_OFFICE)
		self.leader = make.make_user("leader@reports.test", r.SCHOOL_LEADER)
		with self.as_user(self.safety):
			self.notice = frappe.get_doc({"doctype": NOTICE, "title": "报送测试通知", "body": TEXT}).insert()
			reports.read_text(self.notice)
			self.notice.save()
			self.round = frappe.get_doc(
				{
					"doctype": ROUND,
					"notice": self.notice.name,
					"title": "落实情况报告",
					"period_from": add_days(getdate(), -60),
					"period_to": getdate(),
					"deadline": now_datetime() + timedelta(days=3),
				}
			).insert()
			reports.open_round(self.round, now_datetime())

	def report(self, unit: str):
		return frappe.get_doc(REPORT, {"round": self.round.name, "unit": unit})

	def write(self, unit: str, user: str, **values):
		with self.as_user(user):
			report = self.report(unit)
			for row in report.clauses:
				row.update(values)
			report.save()
		return self.report(unit)

	def send(self):
		report = self.write(self.logistics, self.writer, done="已逐项落实", problems="无")
		reports.approve(report, self.writer, now_datetime())
		return self.report(self.logistics)

	def test_a_pasted_notice_makes_a_draft_for_each_unit(self) -> None:
		self.assertEqual([row.number for row in self.notice.parts], ["一(一)", "二"])
		self.assertEqual({row.unit for row in self.round.units}, {self.logistics, self.publicity})
		self.assertEqual([row.number for row in self.report(self.logistics).clauses], ["一(一)", "二"])
		self.assertEqual([row.number for row in self.report(self.publicity).clauses], ["一(一)"])
		self.assertEqual(reports.open_round(self.round, now_datetime()), [], "run again it makes none twice")
		heard = {"for_user": self.writer, "document_name": self.report(self.logistics).name}
		self.assertTrue(frappe.db.exists("Notification Log", heard))
		empty = frappe.get_doc({"doctype": NOTICE, "title": "空", "body": "没有条款"})
		self.assertRaises(ReportRoundError, reports.read_text, empty)

	def test_figures_are_counted_anew_and_words_stay(self) -> None:
		clause = frappe.get_all("Campus Notice Clause", filters={"name": "一(一)"}, pluck="name")[0]
		self.write(self.logistics, self.writer, done="写了")
		frappe.get_doc(
			{
				"doctype": "Campus Clause Task",
				"clause": clause,
				"responsible_unit": self.logistics,
				"task": "更新制度",
				"due": getdate(),
			}
		).insert()
		frappe.db.set_value("Campus Clause Task", {"task": "更新制度"}, "due", add_days(getdate(), -1))
		reports.refresh(self.report(self.logistics), now_datetime())
		row = self.report(self.logistics).clauses[0]
		self.assertEqual((row.done, row.owed, row.met), ("写了", 1, 0))
		self.assertIn("1", row.unmet)
		self.assertRaises(
			ReportRoundError, reports.approve, self.report(self.logistics), self.writer, now_datetime()
		)
		self.assertTrue(self.send().approved_at)

	def test_what_is_not_written_is_not_sent(self) -> None:
		self.assertRaises(
			ReportRoundError, reports.approve, self.report(self.logistics), self.writer, now_datetime()
		)
		self.assertRaises(
			frappe.PermissionError, reports.approve, self.report(self.logistics), self.other, now_datetime()
		)

	def test_complete_with_the_paper_then_frozen_with_a_seal(self) -> None:
		report = self.send()
		self.assertEqual(report.status, "Sent")
		self.assertRaises(ReportRoundError, reports.freeze, report, self.safety, now_datetime())
		self.assertRaises(
			frappe.PermissionError, reports.receive_paper, report, "张主任", self.writer, now_datetime()
		)
		reports.receive_paper(report, "张主任", self.safety, now_datetime())
		self.assertEqual((report.status, report.late), ("Complete", 0))
		self.assertRaises(frappe.PermissionError, reports.freeze, report, self.writer, now_datetime())
		reports.freeze(report, self.safety, now_datetime())
		report = self.report(self.logistics)
		self.assertEqual(report.content_seal, reports.get_seal(report))
		frappe.db.set_value("Campus Report Clause", report.clauses[0].name, "done", "改过的话")
		self.assertNotEqual(report.content_seal, reports.get_seal(self.report(self.logistics)))
		with self.as_user(self.safety), self.assertRaises((ClosedRecordError, frappe.PermissionError)):
			report.overview = "改"
			report.save()

	def test_sent_it_stands_still_and_may_be_given_back(self) -> None:
		report = self.send()
		self.assertRaises(ReportRoundError, self.write, self.logistics, self.writer, done="改")
		self.assertRaises(ReportRoundError, reports.refresh, report, now_datetime())
		reports.give_back(report, "缺三防", self.safety, now_datetime())
		said = {"for_user": self.writer, "document_name": report.name, "subject": ("like", "%缺三防%")}
		self.assertFalse(
			frappe.db.exists("Notification Log", said), "the number and the action, nothing else"
		)
		self.assertEqual(self.write(self.logistics, self.writer, done="补了").status, "Drafted")

	def test_who_writes_and_who_reads(self) -> None:
		self.assertRaises(frappe.PermissionError, self.write, self.logistics, self.safety, done="替写")
		name = self.report(self.logistics).name
		for user, may in ((self.writer, True), (self.other, False), (self.safety, True), (self.leader, True)):
			self.assertEqual(bool(frappe.has_permission(REPORT, "read", doc=name, user=user)), may, user)
		report = self.write(self.logistics, self.writer, figures="编的", number="九", met=99, done="写了")
		self.assertEqual(
			(report.clauses[0].number, report.clauses[0].met), ("一(一)", 0), "the app's part stays"
		)
		with self.as_user(self.writer):
			report.paper_signed_by = "我"
			self.assertRaises(AppOwnedFieldError, report.save)
			self.assertRaises(
				frappe.PermissionError, frappe.get_doc({"doctype": REPORT, "unit": self.logistics}).insert
			)

	def test_late_without_the_paper(self) -> None:
		report = self.send()
		after = now_datetime() + timedelta(days=4)
		self.assertTrue(reports.is_late(report, after))
		reports.receive_paper(report, "张主任", self.safety, after)
		report.reload()
		self.assertEqual((report.status, reports.is_late(report, after)), ("Complete", True))

	def test_reminded_before_on_and_after_the_day(self) -> None:
		before = frappe.db.count("Notification Log", {"for_user": self.writer})
		for days in range(0, 6):
			for _time in range(2):
				reports.remind(add_days(getdate(), days), now_datetime())
		self.assertEqual(frappe.db.count("Notification Log", {"for_user": self.writer}), before + 4)

	def test_an_open_round_keeps_its_days_and_units(self) -> None:
		with self.as_user(self.safety):
			for values in ({"deadline": now_datetime() + timedelta(days=9)}, {"units": []}):
				record = frappe.get_doc(ROUND, self.round.name)
				record.update(values)
				self.assertRaises(ReportRoundError, record.save)
			record = frappe.get_doc(ROUND, self.round.name)
			self.assertRaises((frappe.ValidationError, frappe.PermissionError), record.delete)
			reports.close_round(record, now_datetime())
			self.assertRaises(ReportRoundError, reports.open_round, record, now_datetime())
			notice = frappe.get_doc(NOTICE, self.notice.name)
			notice.append("parts", {"number": "二", "title": "又一次"})
			self.assertRaises(frappe.ValidationError, notice.save)

	def test_the_summary_is_clause_by_unit(self) -> None:
		self.send()
		with self.as_user(self.leader):
			found = run("Campus Report Summary", filters={"round": self.round.name})
		rows = [row for row in found["result"] if isinstance(row, dict)]
		self.assertEqual(len(found["columns"]), 4)
		self.assertEqual([row["number"] for row in rows], ["", "一(一)", "二"])
		second = rows[2]
		self.assertEqual([bool(second.get(f"unit_{place}")) for place in range(2)].count(True), 1)
		with self.as_user(self.other):
			self.assertRaises(frappe.PermissionError, run, "Campus Report Summary")
		own = summary.get_table(self.round.name, self.other, now_datetime())
		self.assertEqual([unit.name for unit in own.units], [self.publicity], "one's own unit alone")

	# as Word files

	def test_the_report_as_a_paper(self) -> None:
		self.round.db_set("recipient", "安委会办公室")
		report = self.send()
		number, content = report_paper.export_report(report, now_datetime())
		paper = docx.Document(io.BytesIO(content))
		lines = {line.text: line.style.name for line in paper.paragraphs if line.text.strip()}
		title = next(words for words, style in lines.items() if style == "公文标题")
		self.assertIn("报送测试总务处", title)
		self.assertIn("报送测试通知", title)
		self.assertEqual(lines["（一）健全组织领导"], "公文二级标题")
		self.assertEqual(lines["二、健康教育"], "公文一级标题")
		self.assertTrue([words for words in lines if words.endswith("已逐项落实")])
		self.assertTrue([words for words in lines if number in words])
		self.assertTrue(
			frappe.db.exists(
				"Campus Access Log", {"reference_name": report.name, "reason": ("like", f"%{number}%")}
			)
		)

	def test_a_frozen_paper_carries_its_seal(self) -> None:
		report = self.send()
		reports.receive_paper(report, "张主任", self.safety, now_datetime())
		reports.freeze(self.report(self.logistics), self.safety, now_datetime())
		report = self.report(self.logistics)
		_number, content = report_paper.export_report(report, now_datetime())
		words = "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)
		self.assertIn(reports.get_seal(report), words)

	def test_the_table_as_a_paper_says_cell_by_cell_what_the_report_says(self) -> None:
		self.send()
		with self.as_user(self.safety):
			_number, content = report_paper.export_summary(self.round, self.safety, now_datetime())
		with in_school_language():
			table = summary.get_table(self.round.name, self.safety, now_datetime())
		[grid] = docx.Document(io.BytesIO(content)).tables
		cells = [[cell.text for cell in row.cells] for row in grid.rows]
		self.assertEqual(cells[0][1:], [unit.title for unit in table.units])
		self.assertEqual(len(cells), 2 + len(table.clauses))
		for row, clause in zip(cells[2:], table.clauses, strict=True):
			self.assertEqual(row[0], f"{clause.number} {clause.title}")
			self.assertEqual(
				row[1:], [table.cells.get((clause.number, unit.name), "") for unit in table.units]
			)

	def test_twenty_units_stand_in_four_tables(self) -> None:
		units = [summary.Unit(f"U{n}", f"单位{n}", "已报送", False, True) for n in range(20)]
		clauses = [summary.Clause("一(一)", "标题")]
		cells = {("一(一)", unit.name): "1/1" for unit in units}
		parts = report_paper._tables(summary.Table(now_datetime(), units, clauses, cells))
		self.assertEqual([len(part.headings) for part in parts], [6, 6, 6, 6])
		self.assertEqual({row[1] for part in parts for row in part.rows[1:]}, {"1/1"})

	def test_only_whoever_reaches_the_unit_has_it_in_the_table(self) -> None:
		with self.as_user(self.other):
			_number, content = report_paper.export_summary(self.round, self.other, now_datetime())
		[grid] = docx.Document(io.BytesIO(content)).tables
		self.assertEqual([cell.text for cell in grid.rows[0].cells][1:], ["报送测试宣传部"])

	# from a file

	def attach(self, file_name: str, content: bytes):
		with self.as_user(self.safety):
			notice = frappe.get_doc({"doctype": NOTICE, "title": f"文件通知 {file_name}"}).insert()
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": file_name,
					"attached_to_doctype": NOTICE,
					"attached_to_name": notice.name,
					"is_private": 1,
					"content": content,
				}
			).insert()
			notice.file = file.file_url
		return notice

	def test_a_notice_is_read_from_word_and_from_text(self) -> None:
		held, document = io.BytesIO(), docx.Document()
		for line in TEXT.splitlines():
			document.add_paragraph(line)
		document.save(held)
		for name, content in (("通知.docx", held.getvalue()), ("通知.txt", TEXT.encode("gb18030"))):
			with self.subTest(name):
				notice = self.attach(name, content)
				self.assertEqual(reports.read_text(notice), 2)
				self.assertEqual(notice.parts[0].units, "报送测试总务处、报送测试宣传部")

	def test_what_is_no_such_file_is_refused(self) -> None:
		for name, content in (("通知.docx", b"not a package"), ("通知.pdf", b"%PDF-1.4")):
			with self.subTest(name):
				self.assertRaises(PaperError, reports.read_text, self.attach(name, content))
