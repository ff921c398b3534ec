"""Who reaches screening and the psychological file."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import psychology
from campus_safety.domain.visibility import Level

L1, L2, L3 = Level.L1, Level.L2, Level.L3

RULES: dict[str, Rule] = {
	# psychological screening: level and advice for the counsellor, everything else for the centre alone
	"Campus Screening Scale": Rule(L1, scopes.anyone),
	"Campus Screening Item": make_child("Campus Screening Scale", L1),
	"Campus Screening Option": make_child("Campus Screening Scale", L1),
	"Campus Screening Factor": make_child("Campus Screening Scale", L1),
	"Campus Screening Rule": make_child("Campus Screening Scale", L1),
	"Campus Screening Grade": make_child("Campus Screening Scale", L1),
	"Campus Screening Contradiction": make_child("Campus Screening Scale", L1),
	"Campus Screening Column": make_child("Campus Screening Scale", L1),
	"Campus Screening Campaign": Rule(L1, scopes.anyone),
	"Campus Screening Campaign Scale": make_child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Unit": make_child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Wave": make_child("Campus Screening Campaign", L1),
	"Campus Screening Consent": Rule(L3, psychology.centre_records),
	"Campus Screening Result": Rule(
		L3,
		psychology.centre_records,
		secrets=("sheet_identity", "excuse"),
		child_secrets={"scores": ("total", "factors", "grade", "answers")},
		countable=(
			"student",
			"unit",
			"college",
			"term",
			"status",
			"validity",
			"taken_at",
			"settled_at",
			"creation",
		),
	),
	"Campus Screening Score": make_child("Campus Screening Result", L3),
	"Campus Screening Interview": Rule(
		L3,
		psychology.centre_records,
		secrets=("inquiry", "means_access", "protective_factors", "advice", "todo"),
		countable=("student", "unit", "college", "term", "status", "due", "held_at", "creation"),
	),
	"Campus Psych File": Rule(L3, psychology.files, secrets=("baseline",)),
	"Campus Counts Release": Rule(L2, psychology.centre_records),
	"Campus Destruction Record": Rule(L2, psychology.destructions, signed=True),
	"Campus Destruction Count": make_child("Campus Destruction Record", L2),
	"Campus File Access Request": Rule(L2, psychology.access_requests),
	"Campus Data Incident": Rule(L2, psychology.incidents),
	"Campus Screening Advice": Rule(L2, psychology.advice),
	"Campus Screening Import": Rule(L2, psychology.centre_records),
	"Campus Screening Import Column": make_child("Campus Screening Import", L2),
	"Campus Screening Import Issue": make_child("Campus Screening Import", L2),
}
