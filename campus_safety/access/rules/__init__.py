"""One line per DocType of this app, a page per room: how confidential it is and who reaches which rows.

Everything else about access is derived from this table: the list condition, the document check, the search
query, the encryption of narrative, the refusal of shares and comments, and the suite that tries all of it.
"""

from campus_safety.access.rule import Rule
from campus_safety.access.rules import (
	care,
	counselling,
	crisis,
	defence,
	disputes,
	duties,
	education,
	emergencies,
	evidence,
	governance,
	handover,
	hazards,
	incidents,
	people,
	police,
	presence,
	psychology,
	risk,
	warning,
)
from campus_safety.domain.visibility import Level

PAGES = (
	people,
	care,
	presence,
	risk,
	handover,
	crisis,
	incidents,
	warning,
	emergencies,
	police,
	counselling,
	psychology,
	duties,
	governance,
	education,
	hazards,
	defence,
	disputes,
	evidence,
)
RULES: dict[str, Rule] = {doctype: rule for page in PAGES for doctype, rule in page.RULES.items()}

# whose openings are lines of the access log
LOGGED = frozenset(
	name for name, rule in RULES.items() if not rule.parent and (rule.level.is_protected or rule.signed)
)
PROTECTED = frozenset(doctype for doctype, rule in RULES.items() if rule.level.is_protected)
ROW_RESTRICTED = frozenset(doctype for doctype, rule in RULES.items() if rule.restricts_rows)
# whose files are private and follow the record (access/files.py)
GUARDED_FILES = frozenset(
	doctype
	for doctype, rule in RULES.items()
	if rule.level is not Level.L1 or (rule.restricts_rows and not rule.parent)
)
