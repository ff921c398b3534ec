"""Who reaches the counselling centre."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import counselling
from campus_safety.domain.counselling import notes
from campus_safety.domain.visibility import Level

L1, L2, L3, L4 = Level.L1, Level.L2, Level.L3, Level.L4

RULES: dict[str, Rule] = {
	# counselling: L4, nothing of it reaches class, college or dormitory by any road
	"Campus Counselling Shift": Rule(L1, scopes.anyone),
	"Campus Counselling Appointment": Rule(
		L4, counselling.appointments, secrets=("topic", "contact", "message", "contact_note")
	),
	"Campus Counselling Concern": Rule(L1, scopes.anyone),
	"Campus Session Note": Rule(
		L4,
		counselling.session_notes,
		secrets=("checked", "note", "plan"),
		worded={"checked": notes.describe},
		child_secrets={"participants": ("remark",), "disclosures": ("to_whom", "what", "student_told")},
	),
	"Campus Session Concern": make_child("Campus Session Note", L4),
	"Campus Session Participant": make_child("Campus Session Note", L4),
	"Campus Session Disclosure": make_child("Campus Session Note", L4),
	"Campus Session Note Template": Rule(L1, scopes.anyone),
	"Campus Student Referral": Rule(
		L3, counselling.referrals, secrets=("reason", "basis", "hospital", "result")
	),
	"Campus Key Feedback": Rule(L3, counselling.key_feedback, secrets=("basis", "college_reply")),
	"Campus Key Feedback Point": make_child("Campus Key Feedback", L3),
	"Campus Feedback Phrase": Rule(L1, scopes.anyone),
	"Campus Psych Analysis Report": Rule(L2, counselling.analyses),
	"Campus Psych Analysis Row": make_child("Campus Psych Analysis Report", L2),
}
