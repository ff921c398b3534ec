"""A file of passages as an access-control program exports it: titles, Windows encoding, words of its own, bad rows.

Pure: values in, bytes out; tests use it, too.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta

TITLES = (("1号楼门禁通行记录",), ("导出人：值班员", "单位：安全保卫处"))
HEADERS = ("序号", "人员编号", "人员姓名", "部门", "通行时间", "进/出", "验证方式", "流水号")
BAD = (
	("{good}", "{time}", "1"),  # what 1 means differs from maker to maker
	("20269999", "{time}", "进"),  # nobody has this number
	("{good}", "{future}", "进"),
	("{good}", "", "出"),
	("2.02601E+09", "{time}", "进"),
)


def build(people: Sequence[tuple[str, str, str]], now: datetime) -> bytes:
	"""people: (student number, name, class). Times lie in the hours before `now`."""
	lines = []
	for place, (number, name, unit) in enumerate(people):
		moment = now - timedelta(minutes=7 * place + 3)
		lines.append((number, name, unit, f"{moment:%Y/%m/%d %H:%M:%S}", "出" if place % 5 == 4 else "进"))
	good = people[0][0]
	for number, time, way in BAD:
		values = {
			"good": good,
			"time": f"{now - timedelta(minutes=1):%Y/%m/%d %H:%M:%S}",
			"future": f"{now + timedelta(days=1):%Y/%m/%d %H:%M:%S}",
		}
		lines.append((number.format(**values), people[0][1], people[0][2], time.format(**values), way))
	buffer = io.StringIO()
	writer = csv.writer(buffer)
	writer.writerows(TITLES)
	writer.writerow(HEADERS)
	for place, (number, name, unit, time, way) in enumerate(lines, start=1):
		writer.writerow((place, number, name, unit, time, way, "刷卡", f"{now:%Y%m%d}{place:05}"))
	writer.writerow(("合计", "", "", "", "", "", "", ""))
	return buffer.getvalue().encode("gb18030")
