"""Files of gates from the field, each with its right value."""

from datetime import datetime
from unittest import TestCase

from campus_safety.domain.gate.gate_sheet import VOCABULARY, missing_targets, read_rows
from campus_safety.domain.gate.passage import BOTH, Rules, direction, event_type, result, words
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.sheets.file_check import FileRefused, Limits
from campus_safety.engines.sheets.table import read_table
from campus_safety.tests.domain.table import rows
from campus_safety.tests.sheets.case_files import FOLDER, case

LIMITS = Limits(file_bytes=1024 * 1024, rows=1000, columns=60)
RULES = Rules(datetime(2026, 11, 29, 1, 0))


def read(name: str, rules: Rules = RULES):
	table = read_table(case(name), LIMITS, VOCABULARY.find_header)
	return read_rows(table.rows, table.header, rules)


def passed(reading) -> list[tuple[int, str, str]]:
	return [(found.row, f"{found.moment:%d %H:%M:%S}", found.direction) for found in reading.passages]


def refused(reading) -> list[tuple[int, str, str]]:
	return [(problem.row, problem.column, problem.code) for problem in reading.problems]


class TestGateCases(TestCase):
	def test_failed_attempts_are_no_passages(self) -> None:
		reading = read("gate_failed_attempts.csv")
		self.assertEqual(passed(reading), [(2, "28 22:41:00", "In")])
		self.assertEqual((reading.failed, refused(reading)), (2, []))
		self.assertEqual([found.row for found in reading.turned_away], [3, 4])
		self.assertFalse(any(found.passed for found in reading.turned_away))

	def test_directions_that_say_nobody_passed(self) -> None:
		reading = read("gate_denied_words.csv")
		self.assertEqual(passed(reading), [])
		self.assertEqual([code for *_place, code in refused(reading)], ["turned_away"] * 3)

	def test_back_to_school(self) -> None:
		reading = read("gate_fanxiao_daoxiao.csv")
		self.assertEqual([way for *_rest, way in passed(reading)], ["Out", "In", "In"])
		self.assertEqual(refused(reading), [(5, "进出方向", "direction_unknown")])

	def test_words_of_zkteco(self) -> None:
		reading = read("gate_zk_checkin_words.csv")
		self.assertEqual([way for *_rest, way in passed(reading)], ["Out", "In"])
		self.assertEqual([code for *_place, code in refused(reading)], ["direction_unknown"])

	def test_twenty_four_o_clock(self) -> None:
		reading = read("gate_24_o_clock.csv")
		self.assertEqual(
			[moment for _row, moment, _way in passed(reading)], ["29 00:00:00", "28 00:00:00", "28 23:59:59"]
		)

	def test_a_file_without_headers(self) -> None:
		with self.assertRaises(FileRefused) as caught:
			read("gate_zk_attlog.dat")
		self.assertEqual(caught.exception.code, "no_header")

	def test_every_case_has_its_test(self) -> None:
		with open(__file__, encoding="utf-8") as file:
			text = file.read()
		self.assertEqual([path.name for path in FOLDER.glob("gate_*") if path.name not in text], [])


class TestWords(TestCase):
	@rows((("0", "In"), ("1", "Out"), ("进", "In"), ("IN", "In"), ("2", None)))
	def test_a_device_says_what_its_numbers_mean(self, text: str, wanted: str | None) -> None:
		rules = Rules(RULES.now, in_words=words("0，上班签到"), out_words=words("1"))
		if wanted:
			self.assertEqual(direction(text, rules), wanted)
			return
		with self.assertRaises(BadValue):
			direction(text, rules)

	@rows(
		(
			("成功", True),
			("认证通过", True),
			("Success", True),
			("失败", False),
			("人脸认证失败", False),
			("未通过", False),
			("无权限", False),
			("Access Denied", False),
			("1", None),
			("张三", None),
		)
	)
	def test_results(self, text: str, wanted: bool | None) -> None:
		if wanted is not None:
			self.assertEqual(result(text), wanted)
			return
		with self.assertRaises(BadValue):
			result(text)

	@rows(
		(("人脸认证通过", True), ("刷卡", True), ("卡号未登记", False), ("门未关超时报警", False), ("", True))
	)
	def test_kinds_of_events(self, text: str, may_be: bool) -> None:
		self.assertEqual(event_type(text), may_be)

	def test_a_number_refused_and_an_event_number_without_its_digits(self) -> None:
		table = [
			["卡号", "时间", "方向", "流水号"],
			["0012345678", "2026-11-28 22:10:03", "进", "2.02611282210031E+17"],
			["", "2026-11-28 22:10:03", "进", "7"],
			["0012345678", "2026-11-28 99:10:03", "进", "8"],
		]
		header = VOCABULARY.find_header(table)
		self.assertIsNone(missing_targets(header.targets, Rules(RULES.now, device_direction=BOTH)))
		reading = read_rows(table, header, RULES)
		self.assertEqual(
			[(found.student_no, found.card_no) for found in reading.passages], [("", "0012345678")]
		)
		self.assertIn("0012345678", reading.passages[0].event_id)
		self.assertEqual(
			refused(reading), [(3, "卡号", "student_no_missing"), (4, "时间", "time_impossible")]
		)
