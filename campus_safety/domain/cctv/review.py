"""Where no camera may be, and which interval can be looked at."""

from datetime import datetime, timedelta

# a camera that looks where somebody lives, changes or washes is itself what has to be reported
INSIDE = (
	"寝室内", "寝室里", "宿舍内", "宿舍里", "房间内", "房间里", "卫生间", "厕所", "洗手间", "浴室", "淋浴", "更衣", "试衣", "哺乳"
)  # fmt: skip
OUTSIDE = ("门外", "门口", "走廊", "外墙", "楼道")
WITHIN = ("内", "里")
LEAST_KEPT_DAYS = 30
LONGEST = timedelta(days=7)  # of one review


def is_inside_a_room(camera: str) -> bool:
	"""By what somebody wrote; 浴室门口 is a corridor."""
	words = "".join(camera.split())
	found = [sign for sign in INSIDE if sign in words]
	said = any(sign.endswith(WITHIN) or f"{sign}{within}" in words for sign in found for within in WITHIN)
	return said or (bool(found) and not any(sign in words for sign in OUTSIDE))


def should_be_there(until: datetime, now: datetime, kept_days: int) -> bool:
	"""Is the footage young enough to be kept?"""
	return until >= now - timedelta(days=kept_days)
