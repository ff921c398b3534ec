"""Who reaches leave, gates and nights."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import gate, leave, presence
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	# leave, and living off campus
	"Campus Leave Ladder Step": make_child("Campus Safety Settings", L1),
	"Campus Leave Permit": Rule(L2, leave.leave_permits),
	"Campus Leave Confirmation": Rule(L2, scopes.unit_records),
	"Campus Return Point": Rule(L1, scopes.anyone),
	"Campus Off Campus Residence": Rule(L2, scopes.unit_records),
	"Campus Off Campus Visit": make_child("Campus Off Campus Residence", L2),
	# gates and missing traces
	"Campus Gate Device": Rule(L1, scopes.anyone),
	"Campus Gate Device Column": make_child("Campus Gate Device", L1),
	"Campus Gate Event": Rule(L2, gate.gate_events),
	"Campus Gate Import": Rule(L2, gate.gate_imports),
	"Campus Gate Import Column": make_child("Campus Gate Import", L2),
	"Campus Gate Import Issue": make_child("Campus Gate Import", L2),
	"Campus Class Absence": Rule(L2, gate.class_absences),
	"Campus Trace Exclusion": Rule(L2, scopes.unit_records),
	# the night: who is in, who is missing
	"Campus Night Roll Call": Rule(L2, presence.night_rolls),
	"Campus Night Roll Call Row": make_child("Campus Night Roll Call", L2),
	"Campus Night Roll Correction": make_child("Campus Night Roll Call", L2),
	"Campus Night Run": Rule(L1, scopes.anyone),
	"Campus Stay Registration": Rule(L2, presence.stay_registrations),
	"Campus Absence Case": Rule(L2, presence.absence_cases),
	"Campus Absence Contact": make_child("Campus Absence Case", L2),
	"Campus Absence Event": make_child("Campus Absence Case", L2),
	"Campus Absence Step": make_child("Campus Safety Settings", L1),
}
