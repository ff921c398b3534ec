"""What a gate may say of a night: somebody came in. Not who was turned away, not by a wrong clock, and not against a later way out
(found/ux-night.md A5, A6, A14; found/field.md F2; cases/gate_*)."""

from datetime import datetime, timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.domain.gate.gate_sheet import VOCABULARY, read_rows
from campus_safety.domain.gate.passage import Passage, Rules, event_type, result
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.records import roster
from campus_safety.services.gate import clock, events, night, push
from campus_safety.services.gate.people import find_people
from campus_safety.services.presence import absence_cases, page, roll
from campus_safety.services.presence.absence_cases import CASE, Found
from campus_safety.services.presence.naming import roll_name
from campus_safety.services.presence.roll import Mark
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY
from campus_safety.tests.gate.base import DEVICE, NUMBERS, GateTestCase
from campus_safety.tests.gate.test_night import EVENING, ROLL_TIME

NIGHT_OF_CASES = datetime(2026, 11, 28, 23, 30)
HEADER = "学号 姓名 通行时间 事件类型 认证结果 进出方向".split()


class TestWords(GateTestCase):
	def read(self, *rows: tuple[str, ...], header: list[str] = HEADER):
		table = [list(header), *(list(row) for row in rows)]
		return read_rows(table, VOCABULARY.find_header(table), Rules(NIGHT_OF_CASES))

	def test_results_of_four_makers(self) -> None:
		for word in (
			"成功",
			"认证通过",
			"人脸认证通过",
			"合法卡开门",
			"是",
			"Access Granted",
			"success",
			"正常开门",
		):
			self.assertTrue(result(word), word)
		for word in (
			"失败",
			"人脸认证失败",
			"卡号未授权",
			"无权限",
			"未通过",
			"否",
			"Access Denied",
			"非法卡",
			"卡已过期",
			"黑名单",
		):
			self.assertFalse(result(word), word)
			self.assertFalse(event_type(word) if word != "否" else False, word)
		for word in ("0", "1", "其他"):
			with self.assertRaises(BadValue):
				result(word)
		for word in ("刷卡开门", "人脸识别", "指纹", "人脸认证通过"):
			self.assertTrue(event_type(word), word)

	def test_gate_failed_attempts(self) -> None:
		"""cases/gate_failed_attempts.csv: whoever was turned away was back in the dormitory."""
		found = self.read(
			("2026010304", "一", "2026-11-28 22:41:00", "人脸认证通过", "成功", "进"),
			("2026010127", "二", "2026-11-28 22:42:00", "卡号未授权", "失败", "进"),
			("2026010129", "三", "2026-11-28 22:43:00", "人脸比对失败", "失败", "进"),
		)
		self.assertEqual([(each.row, each.student_no) for each in found.passages], [(2, "2026010304")])
		self.assertEqual((found.problems, found.failed), ([], 2), "no passage, and no mistake of the file")
		self.assertEqual([each.row for each in found.turned_away], [3, 4])

	def test_gate_denied_words(self) -> None:
		"""cases/gate_denied_words.csv: Out, In, In."""
		header = "学号 通行时间 方向".split()
		rows = [("2026010304", "2026-11-28 22:05:00", word) for word in ("未出", "禁止进入", "认证失败-进")]
		found = self.read(*rows, header=header)
		self.assertEqual((found.passages, [each.code for each in found.problems]), ([], ["turned_away"] * 3))

	def test_gate_fanxiao_daoxiao_and_zk_words(self) -> None:
		"""cases/gate_fanxiao_daoxiao.csv, gate_zk_checkin_words.csv: 签到 may be a class, so it is no way in."""
		header = "学号 通行时间 通行方向".split()
		words = {
			"离校": "Out",
			"返校": "In",
			"到校": "In",
			"C/Out": "Out",
			"C/In": "In",
			"外出返回": None,
			"签到": None,
		}
		rows = [(f"20260101{20 + place}", "2026-11-28 21:40:33", word) for place, word in enumerate(words)]
		found = self.read(*rows, header=header)
		self.assertEqual([each.direction for each in found.passages], [way for way in words.values() if way])
		self.assertEqual([each.code for each in found.problems], ["direction_unknown"] * 2)

	def test_gate_24_o_clock(self) -> None:
		"""cases/gate_24_o_clock.csv: the midnight at the end of that day."""
		found = self.read(
			("2026010127", "2026-11-27", "24:00:00", "进"),
			("2026010129", "2026-11-28", "0:00:00", "进"),
			("2026010304", "2026/11/27", "下午 11:59:59", "进"),
			header="学号 日期 时间 方向".split(),
		)
		self.assertEqual(found.problems, [])
		self.assertEqual(
			[f"{each.moment:%m-%d %H:%M:%S}" for each in found.passages],
			["11-28 00:00:00", "11-28 00:00:00", "11-27 23:59:59"],
		)

	def test_gate_zk_attlog(self) -> None:
		"""cases/gate_zk_attlog.dat: without headers nothing is guessed."""
		rows = [["2026010127", "2026-11-28 17:05:10", "1", "1", "1", "0"]] * 3
		self.assertIsNone(VOCABULARY.find_header(rows))

	def test_pushed_attempts(self) -> None:
		sent = [
			{
				"event_id": f"p{place}",
				"student_no": NUMBERS[place],
				"time": "2026-11-28 22:40:00",
				"direction": "进",
				**more,
			}
			for place, more in enumerate(
				({"result": "成功"}, {"result": "失败"}, {"event_type": "卡号未授权"}, {"result": "7"})
			)
		]
		answer, passages = push.read(sent, Rules(NIGHT_OF_CASES))
		self.assertEqual([each.row for each in passages], [0])
		self.assertEqual(
			[row["result"] for row in answer.rows], ["accepted", "no_passage", "no_passage", "error"]
		)


class TestNight(GateTestCase):
	moment = TEACHING_DAY

	def pass_by(
		self,
		place: int,
		hour: int,
		minute: int,
		direction: str = "In",
		clock_wrong: bool = False,
		device=None,
	):
		day = EVENING + timedelta(days=hour < 12)
		moment = datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)
		number, device = NUMBERS[place], device or self.door
		passage = Passage(0, number, moment, direction, f"{number}{moment}{direction}")
		events.write(device, events.sort(device, [passage]).new, find_people([number]), clock_wrong)

	def at(self, hour: int, minute: int = 0) -> datetime:
		return datetime.combine(EVENING + timedelta(days=hour < 12), datetime.min.time()).replace(
			hour=hour, minute=minute
		)

	def line(self, place: int) -> list:
		(line,) = (
			row for row in page.get_lines(roll_name(self.building, EVENING)) if row[0] == NUMBERS[place]
		)
		return line

	def case(self, place: int):
		return frappe.get_doc(CASE, {"open_key": NUMBERS[place]})

	def search(self, place: int, hour: int, minute: int = 0) -> str:
		now = self.at(hour, minute)
		return absence_cases.open_cases([Found(NUMBERS[place], "Report", now)], now)[0]

	def test_in_and_out_again_is_red(self) -> None:
		"""A5: still green “在寝 20:12”, 125/125 confirmed, offered 零报告."""
		manager = make.make_user("trustmanager@campus.test", r.DORM_MANAGER)
		make.assign(manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		self.pass_by(0, 20, 12)
		night.fill(ROLL_TIME)
		self.assertEqual(self.line(0)[4:6], ["In", 1])
		self.pass_by(0, 23, 20, "Out")
		night.fill(self.at(23, 25))
		line = self.line(0)
		self.assertEqual((line[4], line[5], line[11]), ("In", 0, "23:20"), "nobody's word any more, and red")
		name = roll_name(self.building, EVENING)
		button = Mark(NUMBERS[0], "In", None, "", self.at(23, 30), "floor")
		(answer,) = roll.mark(name, [button], source="Page", user="Administrator", now=self.at(23, 30))
		self.assertFalse(answer["ok"], "no floor button brings anybody back")
		told = frappe.get_all("Notification Log", {"for_user": manager}, pluck="subject")
		self.assertEqual(len([text for text in told if name in text]), 1)
		self.assertTrue(all("have gone out" not in text for text in told), "in the manager's language")
		seen = Mark(NUMBERS[0], "In", None, "", self.at(23, 40), "seen", seen=True)
		roll.mark(name, [seen], source="Page", user="Administrator", now=self.at(23, 40))
		night.fill(self.at(23, 45))
		self.assertEqual((self.line(0)[5], self.line(0)[11]), (1, ""))

	def test_out_after_a_person_saw_them(self) -> None:
		name = roll.ensure(self.building, EVENING, ROLL_TIME)
		mark = Mark(NUMBERS[0], "In", None, "", ROLL_TIME, "seen", seen=True)
		roll.mark(name, [mark], source="Page", user="Administrator", now=ROLL_TIME)
		self.pass_by(0, 23, 10, "Out")
		night.fill(self.at(23, 15))
		self.assertEqual((self.line(0)[4], self.line(0)[11]), ("In", "23:10"))
		self.pass_by(0, 0, 30)
		night.fill(self.at(0, 35))
		self.assertEqual(self.line(0)[11], "23:10", "a person looks again, though a gate saw them come back")

	def test_a_passage_halts_and_a_way_out_lets_it_go_on(self) -> None:
		self.search(0, 22, 40)
		self.pass_by(0, 22, 35)  # before the alarm: nothing new
		night.fill(self.at(22, 45))
		self.assertFalse(self.case(0).halted_at)
		self.pass_by(0, 23, 0)
		night.fill(self.at(23, 5))
		case = self.case(0)
		self.assertEqual(
			(case.status, case.halted_by, case.next_step_at), ("Pending", "Gate", self.at(23, 35))
		)
		self.assertEqual([row.kind for row in case.events], ["Found", "Halted"])
		line = self.line(0)
		self.assertEqual((line[4], line[5], line[10]), ("Missing", 0, 1), "the gate brings nobody in")
		night.fill(self.at(23, 10))
		self.assertEqual(len(self.case(0).events), 2, "said once")
		self.pass_by(0, 23, 20, "Out")
		night.fill(self.at(23, 25))
		case = self.case(0)
		self.assertEqual((case.halted_by, [row.kind for row in case.events][-1]), ("", "Goes On"))
		self.assertEqual(
			case.next_step_at, self.at(23, 30), "ten past eleven, and twenty minutes that it stood"
		)

	def test_a_halt_is_seen_by_who_is_on_duty(self) -> None:
		"""The key of the student's own door can halt a search, in whosever hands it is: who is on duty hears of it and may look."""
		shift = roster.get_shift(self.at(23, 5))
		watch = make.make_user("watch@gate.test", r.SECURITY_GUARD)
		frappe.get_doc(
			{
				"doctype": roster.ROSTER,
				"date": shift.day,
				"shift": shift.name,
				"level": "School",
				"user": watch,
			}
		).insert()
		self.search(0, 22, 40)
		case = self.case(0).name
		self.assertFalse(frappe.has_permission(CASE, "read", doc=case, user=watch))
		self.pass_by(0, 23, 0)
		night.fill(self.at(23, 5))
		self.assertTrue(frappe.has_permission(CASE, "read", doc=case, user=watch))
		about = {"for_user": watch, "document_type": CASE, "document_name": case}
		self.assertEqual(frappe.db.count("Notification Log", about), 1)

	def test_a_campus_gate_is_not_the_bed(self) -> None:
		self.search(0, 22, 40)
		self.pass_by(0, 23, 0, device=self.gate)
		night.fill(self.at(23, 5))
		self.assertFalse(self.case(0).halted_at)

	def test_a_wrong_clock_counts_for_nothing(self) -> None:
		"""A14: 晚归 00:50 (really 21:50), 在寝 21:40 (really 00:40); known, and used all the same."""
		self.pass_by(0, 22, 0, clock_wrong=True)
		self.pass_by(1, 22, 0)
		self.search(2, 22, 40)
		self.pass_by(2, 23, 0, clock_wrong=True)
		night.fill(self.at(23, 5))
		self.assertEqual([self.line(place)[5] for place in (0, 1, 2)], [0, 1, 0])
		self.assertFalse(self.case(2).halted_at)
		frappe.db.set_value(DEVICE, self.door, "clock_skew", -10800)  # found out only now
		night.fill(self.at(23, 10))
		self.assertEqual(self.line(1)[5], 0, "what it has said before counts no more")
		self.assertEqual(clock.get_names_of_wrong(self.building), ["门禁1号楼大门"])
		frappe.db.set_value(DEVICE, self.door, "clock_skew", 4)
		self.assertEqual(clock.get_names_of_wrong(self.building), [])

	def test_the_managers_hear_of_the_clock(self) -> None:
		manager = make.make_user("clockmanager@campus.test", r.DORM_MANAGER)
		make.assign(manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		device = frappe.get_doc(DEVICE, self.door)
		sent = [
			{"event_id": "skew", "student_no": NUMBERS[0], "time": "2026-11-27 09:50:00", "direction": "In"}
		]
		push.take(device, sent, "2026-11-27 07:00:00")
		self.assertEqual(frappe.db.get_value("Campus Gate Event", {"event_id": "skew"}, "clock_wrong"), 1)
		told = frappe.get_all("Notification Log", {"for_user": manager}, pluck="subject")
		self.assertEqual(len(told), 1)
