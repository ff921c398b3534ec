"""What each row would make, add, leave as it is, or be refused for. Reads sets, writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.domain.people.network import overlap
from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.people.staff_sheet import Reading, StaffRow
from campus_safety.domain.sheets.sheet_header import Problem, shown
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.records.scope import get_term_of
from campus_safety.services.people.staff_import.accounts import Account, Accounts
from campus_safety.services.people.staff_import.places import Places, Scope
from campus_safety.services.people.staff_import.words import Duty, Words


@dataclass
class Person:
	"""One account, new or known, with all that the rows so far give it."""

	address: str
	name: str
	account: Account | None
	staff_no: str = ""
	mobile: str = ""
	roles: set[str] = field(default_factory=set)  # that it has, or will have after the rows so far
	posts: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class NewPost:
	position: str
	scope: Scope
	from_date: date


@dataclass
class RowPlan:
	"""makes_account: in the first row of somebody who has none. fills: fields that a known account does not have yet."""

	row: StaffRow
	person: Person
	makes_account: bool = False
	roles: set[str] = field(default_factory=set)
	posts: list[NewPost] = field(default_factory=list)
	fills: dict[str, str] = field(default_factory=dict)

	@property
	def writes(self) -> bool:
		return self.makes_account or bool(self.roles or self.posts or self.fills)


@dataclass
class Plan:
	rows: list[RowPlan] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)
	notes: list[Problem] = field(default_factory=list)
	absent: tuple[int, tuple[str, ...]] = (0, ())

	@property
	def created(self) -> int:
		return self.created_among(self.rows)

	@property
	def changed(self) -> int:
		return len(self.to_write) - self.created

	@property
	def unchanged(self) -> int:
		return len(self.rows) - len(self.to_write)

	@property
	def to_write(self) -> list[RowPlan]:
		return [row for row in self.rows if row.writes]

	def created_among(self, part: Sequence[RowPlan]) -> int:
		return sum(1 for row in part if row.makes_account)


class Planner:
	"""headers: the column of each target, for the messages."""

	def __init__(self, reading: Reading, headers: dict[str, str], domain: str | None, user: str, today: date):
		self.reading, self.headers, self.today = reading, headers, today
		self.accounts = Accounts(reading.rows, domain)
		self.words, self.places = Words(user), Places()
		self.people: dict[str, Person] = {}
		self._given: dict[tuple[str, str], tuple[StaffRow, str]] = {}  # posts of one holder: (row, address)
		self._mobiles: dict[str, str] = {}
		term = get_term_of(today)
		self.term_first = getdate(frappe.db.get_value("Campus Term", term, "start_date")) if term else None

	def make(self) -> Plan:
		plan = Plan(problems=list(self.reading.problems))
		for row in self.reading.rows:
			problems, notes = [], []
			found = self._plan_row(row, problems, notes)
			if found is None or problems:
				plan.problems += problems
				continue
			self._take(found)
			plan.rows.append(found)
			plan.notes += notes
		plan.problems.sort(key=lambda problem: problem.row)
		return plan

	def _plan_row(self, row: StaffRow, problems: list[Problem], notes: list[Problem]) -> RowPlan | None:
		try:
			person = self._person(row)
		except BadValue as error:
			target = next(name for name in ("email", "staff_no", "mobile") if name in row.fields)
			problems.append(self._problem(row, target, error))
			return None
		if plain_key(person.name) != plain_key(row.fields["staff_name"]):
			problems.append(self._problem(row, "staff_name", BadValue("staff_other_person", person.name)))
		found = RowPlan(row, person, makes_account=not person.account and person.address not in self.people)
		if person.account and row.fields.get("mobile"):
			self._fill(found, notes)
		for word in row.fields["position"]:
			try:
				duty = self.words.find(word)
			except BadValue as error:
				problems.append(self._problem(row, "position", error))
				continue
			if duty.role and duty.role not in person.roles:
				found.roles.add(duty.role)
			self._add_posts(found, duty, problems, notes)
		return found

	def _person(self, row: StaffRow) -> Person:
		account = self.accounts.find(row)
		address = account.name if account else self.accounts.address_of(row)
		if address in self.people:
			return self.people[address]
		if account:
			return Person(
				address, account.full_name, account, roles=set(account.roles), posts=set(account.posts)
			)
		fields = row.fields
		return Person(
			address, fields["staff_name"], None, fields.get("staff_no", ""), fields.get("mobile", "")
		)

	def _fill(self, found: RowPlan, notes: list[Problem]) -> None:
		"""A telephone only where the account has none: messages at night go there, so it is changed by hand."""
		mobile = found.row.fields["mobile"]
		if not found.person.account.mobile:
			if not found.person.mobile:
				found.fills["mobile_no"] = mobile
		elif found.person.account.mobile != mobile:
			notes.append(
				self._problem(found.row, "mobile", BadValue("staff_mobile_kept", found.person.account.mobile))
			)

	def _add_posts(self, found: RowPlan, duty: Duty, problems: list[Problem], notes: list[Problem]) -> None:
		if not duty.position:
			return
		row, scopes = found.row, []
		texts, college = row.fields.get("scope", ()), row.fields.get("college")
		try:
			if not texts and (scope := self.places.of_college(duty.post, college)):
				scopes.append(scope)
		except BadValue as error:
			problems.append(self._problem(row, "college", error))
			return
		for text in texts:
			try:
				scopes.append(self.places.find(duty.post, text, college))
			except BadValue as error:
				problems.append(self._problem(row, "scope", error, text))
		if not texts and not scopes:
			self._without_scope(row, duty, problems, notes)
		for scope in scopes:
			self._add_post(found, duty, scope, problems)
		if self.term_first and row.fields.get("from_date", self.today) < self.term_first:
			notes.append(self._problem(row, "from_date", BadValue("post_dated_back")))

	def _without_scope(
		self, row: StaffRow, duty: Duty, problems: list[Problem], notes: list[Problem]
	) -> None:
		if duty.role:
			notes.append(self._problem(row, "position", BadValue("post_without_scope"), duty.word))
		else:
			problems.append(self._problem(row, "position", BadValue("scope_missing"), duty.word))

	def _add_post(self, found: RowPlan, duty: Duty, scope: Scope, problems: list[Problem]) -> None:
		key, row, person = (duty.position, scope.node), found.row, found.person
		first = row.fields.get("from_date") or self.today
		if key in person.posts or any((post.position, post.scope.node) == key for post in found.posts):
			return
		if duty.post.one_per_scope:
			other = self._holder_then(key, first)
			if other:
				problems.append(
					self._problem(
						row, "scope", BadValue("post_taken", scope.title, duty.word, other), scope.title
					)
				)
				return
			before, address = self._given.get(key, (row, person.address))
			if address != person.address:
				problems.append(
					self._problem(
						row, "scope", BadValue("post_twice", scope.title, duty.word, before.row), scope.title
					)
				)
				return
		found.posts.append(NewPost(duty.position, scope, first))

	def _holder_then(self, key: tuple[str, str], first: date) -> str | None:
		"""Somebody else who holds the post on that day or later."""
		for row in self.accounts.holders.get(key, ()):
			if overlap(first, None, getdate(row.from_date), row.to_date and getdate(row.to_date)):
				return row.holder_name or row.holder_user
		return None

	def _take(self, found: RowPlan) -> None:
		"""Later rows know what this one gives."""
		person = self.people.setdefault(found.person.address, found.person)
		person.roles |= found.roles
		person.mobile = person.mobile or found.fills.get("mobile_no", "")
		for post in found.posts:
			key = (post.position, post.scope.node)
			person.posts.add(key)
			self._given.setdefault(key, (found.row, person.address))

	def _problem(self, row: StaffRow, target: str, error: BadValue, value: str | None = None) -> Problem:
		said = row.fields.get(target, "")
		text = value if value is not None else "、".join(said) if isinstance(said, tuple) else str(said)
		return Problem(row.row, self.headers.get(target, ""), shown(text), error.code, error.args_)
