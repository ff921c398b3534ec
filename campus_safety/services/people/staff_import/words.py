"""Positions and offices by the words people write: 辅导员 is the position, 学工处 the office."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.people.network import Post
from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.people.staff_columns import OFFICE_WORDS, POSITION_WORDS
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.messages.telling import SCHOOL_LANGUAGE
from campus_safety.records.positions import get_appointers, get_posts
from campus_safety.services.people.network_rules import APPOINTERS

LOOKS_LIKE = 0.5


@dataclass(frozen=True)
class Duty:
	"""What a word gives: a position with its role, or the role of an office alone."""

	word: str
	position: str | None
	post: Post | None
	role: str | None


class Words:
	"""Those of the school as it is now. user: who imports."""

	def __init__(self, user: str):
		self.user = user
		self.posts = get_posts()
		self._known: dict[str, tuple[str, str]] = {}  # word: (kind, name)
		self._titles: list[str] = []
		for position in self.posts:
			self._add("position", position, POSITION_WORDS.get(position, ""))
		for role in DESK_ROLES:
			self._add("office", role, OFFICE_WORDS.get(role, ""))

	def _add(self, kind: str, name: str, more: str) -> None:
		title = _(name, lang=SCHOOL_LANGUAGE)
		self._titles.append(title)
		for word in (name, title, *more.split()):
			self._known.setdefault(plain_key(word), (kind, name))

	def knows(self, word: str) -> bool:
		return plain_key(word) in self._known

	def find(self, word: str) -> Duty:
		"""Errors: BadValue — position_unknown, position_like, position_covert, position_of_students, position_off,
		position_foreign_role, position_appointed_by."""
		found = self._known.get(plain_key(word))
		if not found:
			near = self._nearest(word)
			raise BadValue("position_like", word, near) if near else BadValue("position_unknown", word)
		kind, name = found
		if kind == "office":
			return Duty(word, None, None, name)
		post = self.posts[name]
		self._refuse_post(word, name, post)
		return Duty(word, name, post, post.role or None)

	def _refuse_post(self, word: str, position: str, post: Post) -> None:
		"""What a list may not give: hidden officers, students' posts, roles that are none of the app's."""
		if post.covert:
			raise BadValue("position_covert", word)
		if not post.by_user:
			raise BadValue("position_of_students", word)
		if not post.enabled:
			raise BadValue("position_off", word)
		if post.role and post.role not in DESK_ROLES:
			raise BadValue("position_foreign_role", word)
		appointers = get_appointers(position)
		roles = [role for role, anywhere in appointers.items() if anywhere] if appointers else APPOINTERS
		if self.user != "Administrator" and not has_any_role(self.user, roles):
			raise BadValue("position_appointed_by", word, "、".join(_(role) for role in sorted(appointers)))

	def _nearest(self, word: str) -> str | None:
		key = plain_key(word)
		alike = {title: SequenceMatcher(None, key, plain_key(title)).ratio() for title in self._titles}
		best = max(sorted(alike), key=alike.get, default=None)
		return best if best and alike[best] >= LOOKS_LIKE else None
