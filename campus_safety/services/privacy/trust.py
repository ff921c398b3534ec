"""The page 谁能看到: of each form that a student meets, who reads it, when, and who is told without being asked; said from the rules."""

from frappe import _

from campus_safety.access.explain import Explained, explain
from campus_safety.access.purposes import PURPOSES
from campus_safety.declared import TRUST
from campus_safety.domain import roles as r
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.engines.opening.settings import get_emergency_length


def get_page() -> list[dict]:
	"""[{title, lines}] in the reader's language, a form each."""
	return [{"title": _(form.title), "lines": get_lines(form)} for form in TRUST]


def get_lines(form: TrustForm) -> list[str]:
	lines: list[str] = []
	for case in form.cases:
		explained = explain(form.doctype, case.row, case.named)
		lines += [_when(case, line) for line in say_readers(explained)]
	lines.append(say_emergency(explained))
	if explained.encrypted:
		lines.append(_("What you write is stored encrypted; every opening is written down."))
	lines += [_(told) for told in form.told] or [_("Nobody is told of it without asking you.")]
	lines.append(_("How long: {0}.").format(_(PURPOSES[form.doctype].retention)))
	return lines


def _when(case: TrustCase, line: str) -> str:
	return _("{0}: {1}").format(_(case.when), line) if case.when else line


def say_readers(explained: Explained) -> list[str]:
	readers = explained.readers
	said = [
		(_("Who looks after you may read it: {0}."), readers.own),
		(_("Who has it in hand may read it, and no other of this office: {0}."), readers.named),
		(_("In the whole school: {0}."), readers.whole),
	]
	lines = [words.format("、".join(_(role) for role in roles)) for words, roles in said if roles]
	hidden = [role for role in (*r.CLASS_STAFF, r.COLLEGE_LEAD, r.DORM_MANAGER) if role not in readers]
	if hidden:
		lines.append(_("Not: {0}.").format("、".join(_(role) for role in hidden)))
	return lines


def say_emergency(explained: Explained) -> str:
	if not explained.in_emergency:
		return _("No emergency opens it to anybody else.")
	hours = int(get_emergency_length().total_seconds() // 3600)
	return _(
		"If a life may be in danger, somebody who looks after you can read it for {0} hours; the centre's head is told at once and reviews it."
	).format(hours)
