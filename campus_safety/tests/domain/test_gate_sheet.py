"""Files of access-control programs as they are: what stands in a cell and what it means."""

import unittest
from datetime import datetime, timedelta

from campus_safety.domain.gate import passage
from campus_safety.domain.gate.gate_sheet import VOCABULARY, missing_targets, read_rows
from campus_safety.domain.gate.passage import Passage, Rules
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.tests.domain.table import rows

NOW = datetime(2026, 11, 25, 22, 35)
RULES = Rules(NOW)
MOMENT = datetime(2026, 11, 25, 22, 10, 3)


def read(*lines, headers=("学号", "时间", "方向", "流水号"), rules=RULES):
	table = [list(headers), *[list(line) for line in lines]]
	return read_rows(table, VOCABULARY.find_header(table), rules)


def codes(reading) -> list[tuple[int, str, str]]:
	return [(problem.row, problem.column, problem.code) for problem in reading.problems]


class TestMoments(unittest.TestCase):
	@rows(
		(
			("2026-11-25 22:10:03",),
			("2026/11/25 22:10:03",),
			("2026年11月25日 22时10分3秒",),
			("2026-11-25T22:10:03",),
			("2026-11-25T22:10:03+08:00",),
			("2026-11-25T14:10:03Z",),
			("2026-11-25T14:10:03.250+0000",),
			("2026/11/25 下午 10:10:03",),
			("2026/11/25 10:10:03 PM",),
			("20261125221003",),
			("46351.9236458333",),
		)
	)
	def test_spellings(self, text: str) -> None:
		self.assertEqual(passage.moment(text, RULES), MOMENT)

	@rows(
		(
			("2026-11-25", "time_without_clock"),
			("46351", "time_without_clock"),
			("昨晚十点", "time_form"),
			("22:10", "time_form"),
			("2026-02-30 22:10:00", "time_impossible"),
			("2026-11-25 25:10:00", "time_impossible"),
			("2026-11-25 22:41:00", "time_future"),
			("2027-11-25 22:10:00", "time_future"),
			("2026-10-01 08:00:00", "time_old"),
			("1970-01-01 00:00:00", "time_old"),
		)
	)
	def test_refused(self, text: str, code: str) -> None:
		with self.assertRaises(BadValue) as caught:
			passage.moment(text, RULES)
		self.assertEqual(caught.exception.code, code)

	def test_a_clock_a_little_ahead_is_taken(self) -> None:
		self.assertEqual(passage.moment("2026-11-25 22:39:59", RULES), datetime(2026, 11, 25, 22, 39, 59))

	@rows((("22:10", 22), ("10:10 PM", 22), ("上午 12:10", 0), ("下午12:10", 12), ("0.5", 12), ("7时5分", 7)))
	def test_clock(self, text: str, hour: int) -> None:
		self.assertEqual(passage.clock(text).hour, hour)


class TestDirections(unittest.TestCase):
	@rows(
		(
			("进", "In"),
			("入", "In"),
			("进校", "In"),
			("东门进口", "In"),
			("归寝", "In"),
			("Enter", "In"),
			("IN", "In"),
			("出", "Out"),
			("离校", "Out"),
			("出口", "Out"),
			("Exit", "Out"),
			("1", None),
			("出入口", None),
			("刷卡", None),
		)
	)
	def test_words(self, text: str, wanted: str | None) -> None:
		if wanted:
			self.assertEqual(passage.direction(text), wanted)
			return
		with self.assertRaises(BadValue) as caught:
			passage.direction(text)
		self.assertEqual(caught.exception.code, "direction_unknown")

	@rows(
		(
			("In", "Both", "In"),
			(None, "In", "In"),
			("Out", "Out", "Out"),
			(None, "Both", "direction_missing"),
			("Out", "In", "direction_differs"),
		)
	)
	def test_device_and_event(self, said: str | None, device: str, wanted: str) -> None:
		rules = Rules(NOW, device_direction=device)
		try:
			self.assertEqual(passage.settled_direction(said, rules), wanted)
		except BadValue as error:
			self.assertEqual(error.code, wanted)


class TestRows(unittest.TestCase):
	def test_a_good_file(self) -> None:
		reading = read(
			["20260101", "2026-11-25 22:10:03", "进", "A1"], ["20260102", "2026-11-25 22:11:00", "出", "A2"]
		)
		self.assertEqual(reading.problems, [])
		self.assertEqual(reading.passages[0], Passage(2, "20260101", MOMENT, "In", "A1"))

	def test_titles_above_and_totals_below(self) -> None:
		table = [
			["1号楼门禁通行记录", "", "", ""],
			["序号", "人员编号", "姓名", "刷卡时间", "进/出"],
			["1", "20260101", "张三", "2026-11-25 22:10:03", "进"],
			["序号", "人员编号", "姓名", "刷卡时间", "进/出"],
			["合计", "", "1", "", ""],
		]
		header = VOCABULARY.find_header(table)
		self.assertEqual(header.row, 1)
		reading = read_rows(table, header, RULES)
		self.assertEqual((len(reading.passages), reading.problems), (1, []))

	def test_date_and_time_in_two_columns(self) -> None:
		for clock in ("22:10:03", "2026-11-25 22:10:03", "1899-12-30 22:10:03"):
			reading = read(["20260101", "2026-11-25", clock, "进"], headers=("学号", "日期", "时间", "方向"))
			self.assertEqual([found.moment for found in reading.passages], [MOMENT], codes(reading))

	def test_one_bad_row_never_blocks_the_rest(self) -> None:
		reading = read(
			["20260101", "2026-11-25 22:10:03", "进", "A1"],
			["", "2026-11-25 22:10:03", "进", "A2"],
			["2026😀01", "2026-11-25 22:10:03", "进", "A3"],
			["2.026E+7", "2026-11-25 22:10:03", "进", "A4"],
			["20260105", "=NOW()", "进", "A5"],
			["20260106", "2026-11-25 23:59:00", "进", "A6"],
			["20260107", "2026-11-25 22:10:03", "1", "A7"],
			["20260108", None, "进", "A8"],
			["20260109", "2026-11-25 22:10:03", "", "A9"],
			["20260110", "", "进", "A10"],
			["2026\x000111", "2026-11-25 22:10:03", "进", "A11"],
			["20260112", "2026-11-25 22:12:00", "出", "A12"],
		)
		self.assertEqual([found.row for found in reading.passages], [2, 13])
		self.assertEqual(
			codes(reading),
			[
				(3, "学号", "student_no_missing"),
				(4, "学号", "student_no_characters"),
				(5, "学号", "digits_lost"),
				(6, "时间", "formula"),
				(7, "时间", "time_future"),
				(8, "方向", "direction_unknown"),
				(9, "时间", "cell_error"),
				(10, "方向", "direction_missing"),
				(11, "时间", "time_missing"),
				(12, "学号", "control_characters"),
			],
		)

	def test_excel_numbers_and_full_width(self) -> None:
		reading = read(
			["20260101.0", "2026-11-25 22:10:03", "进", "1.0"],
			["２０２６０１０２", "2026-11-25 22:10:03", "进", "2"],
		)
		self.assertEqual([found.student_no for found in reading.passages], ["20260101", "20260102"])
		self.assertEqual(reading.passages[0].event_id, "1")

	def test_repeated_rows(self) -> None:
		line = ["20260101", "2026-11-25 22:10:03", "进", "A1"]
		reading = read(line, line, ["20260102", "2026-11-25 22:10:03", "进", "A1"])
		self.assertEqual(
			(len(reading.passages), reading.repeated, codes(reading)), (1, 1, [(4, "流水号", "id_twice")])
		)

	def test_without_event_numbers(self) -> None:
		headers = ("学号", "时间", "方向")
		first = read(["20260101", "2026-11-25 22:10:03", "进"], headers=headers).passages[0]
		again = read(["20260101", "2026/11/25 22:10:03", "IN"], headers=headers).passages[0]
		self.assertEqual(first.event_id, again.event_id)
		self.assertEqual(passage.event_name("GD-0001", "x"), passage.event_name("GD-0001", "x"))
		self.assertNotEqual(passage.event_name("GD-0001", "x"), passage.event_name("GD-0002", "x"))

	@rows(
		(
			({"student_no", "event_time", "direction"}, "Both", None),
			({"student_no", "event_time"}, "In", None),
			({"student_no", "event_time"}, "Both", "no_direction"),
			({"student_no", "event_date"}, "In", "no_event_time"),
			({"student_no", "event_date", "event_clock"}, "Out", None),
			({"event_time", "direction"}, "Both", "no_student_no"),
		)
	)
	def test_what_the_columns_lack(self, targets: set, device: str, wanted: str | None) -> None:
		self.assertEqual(missing_targets(frozenset(targets), Rules(NOW, device_direction=device)), wanted)

	def test_twelve_thousand_rows_in_a_breath(self) -> None:
		lines = [
			[
				f"2026{number % 4000:04}",
				f"2026-11-25 22:{number % 30:02}:{number % 60:02}",
				"进",
				f"E{number}",
			]
			for number in range(12_000)
		]
		begin = datetime.now()
		self.assertEqual(len(read(*lines).passages), 12_000)
		self.assertLess(datetime.now() - begin, timedelta(seconds=5))
