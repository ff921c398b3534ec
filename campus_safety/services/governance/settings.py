"""What the school has decided about late duties, key students and grades, and about the clocks of complaints."""

from datetime import time, timedelta

from campus_safety.access.settings import get_hour, get_number, is_on
from campus_safety.domain.governance.accountability import Scheme


def get_task_weight() -> int:
	"""Of the clause tasks of one clause beside the duty rules, whose weights stand on them."""
	return get_number("clause_task_weight")


def get_appeal_days() -> int:
	"""After the approval, within which those who are assessed may appeal."""
	return get_number("appeal_days")


def get_scheme() -> Scheme:
	return Scheme(
		late_credit=get_number("late_credit") / 100,
		risk_half=get_number("risk_half_duties"),
		grades=(
			(get_number("grade_excellent"), "Excellent"),
			(get_number("grade_good"), "Good"),
			(get_number("grade_qualified"), "Qualified"),
			(0, "Not Qualified"),
		),
	)


# complaints


def get_response_time(urgent: bool) -> timedelta:
	"""Working time until the first answer."""
	minutes = get_number("appeal_urgent_minutes") if urgent else get_number("appeal_response_minutes")
	return timedelta(minutes=minutes)


def get_solving_days(difficulty: str) -> int:
	"""Working days; an unknown difficulty counts as a normal one."""
	if difficulty == "Simple":
		return get_number("appeal_simple_days")
	return get_number("appeal_hard_days") if difficulty == "Hard" else get_number("appeal_normal_days")


def get_petition_days() -> tuple[int, int]:
	"""(taken, answered) within so many calendar days."""
	return get_number("appeal_petition_accept_days"), get_number("appeal_petition_days")


def get_question_days() -> int:
	"""Calendar days for which an unanswered question stops the clock."""
	return get_number("appeal_question_days")


def get_ask_again_days() -> int:
	"""After the closing, whoever asked is asked once more. 0: nobody is."""
	return get_number("appeal_ask_again_days")


def get_working_spans() -> tuple[tuple[time, time], ...]:
	"""From when to when is worked on a working day; hours in a wrong order count as none."""
	day_from, noon_from = get_hour("appeal_day_from"), get_hour("appeal_noon_from")
	noon_to, day_to = get_hour("appeal_noon_to"), get_hour("appeal_day_to")
	spans = ((day_from, noon_from), (noon_to, day_to)) if noon_from < noon_to else ((day_from, day_to),)
	return tuple((first, last) for first, last in spans if first < last)


def runs_in_breaks() -> bool:
	return is_on("appeal_in_breaks")


# policies


def get_consult_days() -> int:
	"""The least days of a consultation, both ends included."""
	return get_number("policy_consult_days")


def get_emergency_days() -> int:
	"""So long a rule of the emergency route holds."""
	return get_number("policy_emergency_days")


def get_policy_scores() -> tuple[int, int]:
	"""(medium, high) from these scores on."""
	return get_number("policy_medium_score"), get_number("policy_high_score")
