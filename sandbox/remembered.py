"""What the sandbox's framework works out anew each time it is asked: shorter in its tests and its web server."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

SHARED = ("doctype_meta", "merged_translations")  # read by all, changed by nobody
OF_THE_SITE = ("app_hooks", "app_modules", "module_app")  # the same, each in one piece
# what is the same for every user
OF_NOBODY = (
	*SHARED,
	"assignment_rule_map",
	"db_tables",
	"document_naming_rule_map",
	"flag_print_sql",
	"is_table",
	"milestone_tracker_map",
	"notifications",
	"server_script_map",
	"table_columns",
	"workflow",
)


def remember_formatted_columns() -> None:
	"""`sqlparse.format` takes a millisecond to find that a column's name is one."""
	import sqlparse

	if not hasattr(sqlparse.format, "cache_info"):
		sqlparse.format = lru_cache(maxsize=20_000)(sqlparse.format)


def remember_columns_of_answers() -> None:
	"""Each answer of the database describes each of its columns, and each description is taken apart in Python: a tenth of the
	server's tests. What came as the same bytes says the same.
	"""
	from pymysql import connections

	if not hasattr(connections.FieldDescriptorPacket, "cache_info"):
		connections.FieldDescriptorPacket = lru_cache(maxsize=20_000)(connections.FieldDescriptorPacket)


def build_queries_in_place() -> None:
	"""pypika copies a query at each part that is added to it, so that a half-built one can go on two ways; the framework's engine
	builds one query from one call and lets nobody have it before.
	"""
	from frappe.database.query import Engine

	build = Engine.get_query
	if hasattr(build, "with_copies"):
		return

	def hold(self, query) -> None:
		query.immutable = False
		self.__dict__["query"] = query

	def get_query(self, *args, **kwargs):
		query = build(self, *args, **kwargs)
		query.immutable = True
		return query

	get_query.with_copies = build
	Engine.query, Engine.get_query = property(lambda self: self.__dict__["query"], hold), get_query


def read_translations_once() -> None:
	"""The words of each form are looked for in the files of all apps, read anew for each DocType; released frameworks keep them."""
	from frappe import translate

	read = getattr(translate, "get_translation_dict_from_file", None)
	if not read or hasattr(read, "each_time"):
		return
	remembered = lru_cache(maxsize=20)(lambda _changed, path, lang, app: read(path, lang, app))

	def get_translation_dict_from_file(path, lang, app, throw=False):
		if throw or not os.path.exists(path):
			return read(path, lang, app, throw)
		return remembered(os.stat(path).st_mtime_ns, path, lang, app)

	get_translation_dict_from_file.each_time = read
	translate.get_translation_dict_from_file = get_translation_dict_from_file


def ask_roles_instead_of_users() -> None:
	"""A state's Workflow Action goes to roles, and a workflow without mails needs no more: so it is in v15. This tree asks for
	each user of each role first whether he may read the record, a third of the time of tests with workflows.
	"""
	from frappe.workflow.doctype.workflow_action import workflow_action as framework

	ask_each = framework.get_users_next_action_data
	if not hasattr(framework, "filter_allowed_users") or hasattr(ask_each, "of_users"):
		return  # a released tree, or done already

	def next_actions(transitions, doc):
		if framework.send_email_alert(framework.get_workflow_name(doc.doctype)):
			return ask_each(transitions, doc)
		roles = {transition.allowed for transition in transitions}
		return dict.fromkeys(roles), roles

	next_actions.of_users = ask_each
	framework.get_users_next_action_data = next_actions


def ask_the_workflow_for_its_states() -> None:
	"""Whether the state after each step may be left out is read from the database at each save of a record with a workflow, once
	per step that leads on; the workflow itself is in the cache.
	"""
	import frappe
	from frappe.workflow.doctype.workflow_action import workflow_action as framework

	def of_workflow(workflow_name, state):
		states = frappe.get_cached_doc("Workflow", workflow_name).states
		return next((row.is_optional_state for row in states if row.state == state), None)

	framework.get_state_optional_field_value = of_workflow


def ask_for_passwords_of_mail_only_where_some_are_awaited() -> None:
	"""Each save of an account writes the (empty) list of mail accounts whose passwords are awaited into the defaults, and drops the
	meta of every DocType by it. Written here where it says something else than before.
	"""
	import frappe
	from frappe.core.doctype.user import user as framework

	ask = getattr(framework, "ask_pass_update", None)
	if not ask or hasattr(ask, "of_everybody"):
		return

	def ask_pass_update():
		if frappe.db.get_default("email_user_password") or frappe.db.exists(
			"User Email", {"awaiting_password": 1}
		):
			ask()

	ask_pass_update.of_everybody = ask
	framework.ask_pass_update = ask_pass_update


def share_what_was_unpacked() -> None:
	"""Each request unpacks the Chinese of all apps and the meta of each DocType it touches from Redis, megabytes of pickles
	that are the same every time: an eighth of the server's tests. What came as the same bytes is the same object here,
	as released frameworks keep both in the process.
	"""
	import frappe
	from frappe.utils.redis_wrapper import RedisWrapper
	from redis import Redis, RedisError

	ask, ask_whole = RedisWrapper.hget, RedisWrapper.get_value
	unpack = lru_cache(maxsize=2_000)(pickle.loads)
	if hasattr(frappe, "client_cache") or hasattr(ask, "of_everything"):
		return  # kept in the process already

	def hget(self, name, key, generator=None, shared=False):
		local = frappe.local.cache.setdefault(self.make_key(name, shared=shared), {})
		if name in SHARED and key and key not in local:
			with suppress(RedisError):  # asked again below, where the framework answers for it
				if packed := Redis.hget(self, self.make_key(name, shared=shared), key):
					local[key] = unpack(packed)
		return ask(self, name, key, generator, shared)

	def get_value(self, key, *args, **kwargs):
		if key in OF_THE_SITE and (made := self.make_key(key)) not in frappe.local.cache:
			with suppress(RedisError):
				if packed := Redis.get(self, made):
					frappe.local.cache[made] = unpack(packed)
		return ask_whole(self, key, *args, **kwargs)

	hget.of_everything = ask
	RedisWrapper.hget, RedisWrapper.get_value = hget, get_value


def keep_compiled_templates() -> None:
	"""Each request has an environment of its own for templates, and compiles each of them anew: a sixth of the walks over pages.
	What was compiled of the same source by the same name stays.
	"""
	from jinja2 import BytecodeCache
	from jinja2.sandbox import SandboxedEnvironment

	class Compiled(BytecodeCache):
		codes: ClassVar[dict[tuple[str, str], object]] = {}

		def load_bytecode(self, bucket) -> None:
			bucket.code = self.codes.get((bucket.key, bucket.checksum))

		def dump_bytecode(self, bucket) -> None:
			self.codes[bucket.key, bucket.checksum] = bucket.code

	begin = SandboxedEnvironment.__init__
	if hasattr(begin, "with_nothing"):
		return

	def __init__(self, *args, **kwargs):
		begin(self, *args, **{"bytecode_cache": Compiled(), **kwargs})

	__init__.with_nothing = begin
	SandboxedEnvironment.__init__ = __init__


def name_keys_from_the_site() -> None:
	"""Each look into the cache asks the process for the settings of its site by way of a stand-in, eight calls for one name."""
	import frappe
	from frappe.utils.redis_wrapper import RedisWrapper

	name = RedisWrapper.make_key
	if hasattr(frappe, "client_cache") or hasattr(name, "by_stand_in"):
		return  # asked seldom

	def make_key(self, key, user=None, shared=False):
		if user or shared:
			return name(self, key, user, shared)
		return f"{frappe.local.conf.db_name}|{key}".encode()

	make_key.by_stand_in = name
	RedisWrapper.make_key = make_key


def keep_what_is_of_nobody() -> None:
	"""Whoever becomes another user for a while forgets everything read so far, and asks Redis for the meta of each DocType
	again: no request does that, tests do it twice in each `as_user`.
	"""
	import frappe

	become = frappe.set_user
	if hasattr(frappe, "client_cache") or hasattr(become, "of_everything"):
		return  # kept in the process already

	def set_user(username):
		keys = {frappe.cache.make_key(name) for name in OF_NOBODY}
		kept = {key: frappe.local.cache[key] for key in keys & frappe.local.cache.keys()}
		become(username)
		frappe.local.cache.update(kept)

	set_user.of_everything = become
	frappe.set_user = set_user


def for_a_web_server() -> None:
	"""What its requests need of it."""
	remember_formatted_columns()
	remember_columns_of_answers()
	build_queries_in_place()
	keep_compiled_templates()
	read_translations_once()
	ask_roles_instead_of_users()
	ask_the_workflow_for_its_states()
	name_keys_from_the_site()
	share_what_was_unpacked()


def for_a_fill() -> None:
	"""What one process needs that writes a whole site: besides, it becomes many people in turn."""
	for_a_web_server()
	ask_for_passwords_of_mail_only_where_some_are_awaited()
	keep_what_is_of_nobody()
