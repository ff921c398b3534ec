"""Who has an account or a post, and is not in the list: named, never disabled; nobody is locked out by a row left out."""

from campus_safety.domain.people.staff_sheet import Reading
from campus_safety.services.people.staff_import.accounts import Accounts, get_staff

LISTED = 0.5  # a file that names so much of the staff is taken for the list of all
SHOWN_ABSENT = 30


def absent(reading: Reading, accounts: Accounts) -> tuple[int, tuple[str, ...]]:
	"""(how many, the first by name)."""
	named = set()
	for row in reading.rows:
		named |= _names(
			accounts, row.fields.get("staff_no"), row.fields.get("mobile"), accounts.address_of(row)
		)
	for key in reading.refused_keys:
		kind, _sign, value = key.partition("|")
		named |= _names(
			accounts, *(value if kind == name else None for name in ("staff_no", "mobile", "email"))
		)
	staff = get_staff()
	missing = [name for account, name in staff.items() if account.casefold() not in named]
	if not staff or len(staff) - len(missing) < LISTED * len(staff):
		return 0, ()
	return len(missing), tuple(missing[:SHOWN_ABSENT])


def _names(accounts: Accounts, number: str | None, mobile: str | None, address: str | None) -> set[str]:
	found = (
		accounts.by_number.get((number or "").casefold()),
		accounts.by_mobile.get(mobile),
		(address or "").casefold(),
	)
	return {name for name in found if name}
