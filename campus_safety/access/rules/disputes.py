"""Who reaches disputes, and footage that was looked at."""

from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import cctv, disputes
from campus_safety.domain.visibility import Level

L2 = Level.L2

RULES: dict[str, Rule] = {
	"Campus Dispute Case": Rule(L2, disputes.disputes),
	"Campus Dispute Party": make_child("Campus Dispute Case", L2),
	"Campus CCTV Review": Rule(L2, cctv.reviews),
}
