"""Notice to the police as values (domain §19): what must never stand in it, what each basis asks for, who approves in which order."""

from collections.abc import Iterable

from campus_safety.domain.incidents.words import find_word

DRAFTED, APPROVED, SENT, RECEIVED, RECALLED, CLEARED = (
	"Drafted",
	"Approved",
	"Sent",
	"Received",
	"Recalled",
	"Cleared",
)
# status that an approval leads to: the field that keeps who gave it
APPROVALS = {
	"College Approved": "college_by",
	"Centre Approved": "psych_by",
	"Security Approved": "security_by",
	APPROVED: "leader_by",
}
CONSENT = "Separate Consent"
# counselling, scores, diagnosis, poverty, family: never told; a school adds words, and takes none of these away
BLOCKED = (
	"咨询",
	"心理",
	"测评",
	"量表",
	"得分",
	"分数",
	"诊断",
	"抑郁",
	"焦虑",
	"双相",
	"精神分裂",
	"病历",
	"服药",
	"用药",
	"贫困",
	"困难生",
	"低保",
	"助学",
	"单亲",
	"离异",
	"家庭",
	"父亲",
	"母亲",
	"counsel",
	"diagnos",
	"depress",
	"score",
	"poverty",
)


def find_blocked(text: str | None, further: Iterable[str] = ()) -> str | None:
	"""The first word in a text that must not reach the police: one of ours, or of the school's further ones."""
	return find_word(text, (*BLOCKED, *further))
