"""What the framework asks of the app. Every name without an underscore is a hook, and cached as one: plain data only."""

from campus_safety.access import pointers as _pointers
from campus_safety.access.hooks import function_name
from campus_safety.access.rules import GUARDED_FILES as _GUARDED_FILES
from campus_safety.access.rules import LOGGED as _LOGGED
from campus_safety.access.rules import ROW_RESTRICTED as _ROW_RESTRICTED
from campus_safety.access.rules import RULES as _RULES
from campus_safety.access.search import IN_ORDER as _IN_ORDER
from campus_safety.api.replaced import overrides
from campus_safety.declared import ALERTS as _ALERTS
from campus_safety.declared import EVIDENCE as _EVIDENCE
from campus_safety.engines.duties.doc_events import DocEvents
from campus_safety.engines.opening.code_roads import ROADS as _ROADS
from campus_safety.records.numbers import NUMBERED as _NUMBERED

app_name = "campus_safety"
app_title = "Campus Safety"
app_publisher = "campus_safety contributors"
app_description = "Campus safety and the prevention of student deaths: the notice's mechanisms on the platform a college already runs"
app_email = "campus-safety@example.com"
app_license = "MIT"

export_python_type_annotations = True
require_type_annotated_api_methods = True

app_logo_url = "/assets/campus_safety/images/campus-safety.svg"
app_include_js = "campus_safety.bundle.js"
app_include_css = "campus_safety.bundle.css"
extend_bootinfo = "campus_safety.boot.extend_bootinfo"

before_install = "campus_safety.install.before_install"
after_install = "campus_safety.install.after_install"
before_migrate = "campus_safety.install.before_migrate"
after_migrate = "campus_safety.install.after_migrate"
after_app_install = "campus_safety.install.after_app_install"
setup_wizard_complete = "campus_safety.services.people.account_zone.follow_wizard"
before_uninstall = "campus_safety.install.before_uninstall"

# every migrate writes them anew: only what no school edits
fixtures = [{"dt": "Campus Public Holiday", "filters": [["shipped", "=", 1]]}]

# access: everything here is derived from access/rules
permission_query_conditions = {
	doctype: f"campus_safety.access.hooks.{function_name(doctype)}" for doctype in _RULES
} | {"File": "campus_safety.access.files.file_condition"}
permission_query_conditions |= {
	doctype: f"campus_safety.access.pointers.{_pointers.function_name(doctype)}"
	for doctype in _pointers.FOLLOWING
}
permission_query_conditions["User"] = "campus_safety.access.colleagues.accounts_condition"
has_permission = {doctype: "campus_safety.access.checks.covers" for doctype in _RULES} | {
	"File": "campus_safety.access.files.covers_file"
}
has_permission |= {doctype: "campus_safety.access.pointers.follows_row" for doctype in _pointers.FOLLOWING}
has_permission["User"] = "campus_safety.access.colleagues.covers_account"
standard_queries = {doctype: "campus_safety.access.search.permitted_rows" for doctype in _ROW_RESTRICTED} | {
	doctype: "campus_safety.access.search.get_masters" for doctype in _IN_ORDER
}
override_whitelisted_methods = overrides()
override_doctype_class = {
	"Deleted Document": "campus_safety.records.copies.StruckDeletedDocument",
	"Email Queue": "campus_safety.records.logs.StruckEmailQueue",
	"Error Log": "campus_safety.records.logs.DiscreetErrorLog",
	"Scheduled Job Log": "campus_safety.records.logs.DiscreetScheduledJobLog",
}

# where an account begins; v16 leads /app to its own address of the Desk
get_website_user_home_page = "campus_safety.access.home_page.get_home_page"
add_to_apps_screen = [
	{
		"name": app_name,
		"logo": app_logo_url,
		"title": app_title,
		"route": "/app/campus-safety",
		"has_permission": "campus_safety.access.home_page.has_desk_app",
	}
]

before_request = [
	"campus_safety.access.requests.read_json_alike",
	"campus_safety.access.discreet.keep_to_itself",
	"campus_safety.access.nameless.forget_sender",
	"campus_safety.access.requests.refuse_names_that_are_filters",
]
after_request = ["campus_safety.access.faults.say", "campus_safety.access.headers.protect"]
before_job = ["campus_safety.jobs.campus_queue.look", "campus_safety.access.followers.end_out_of_reach"]
auth_hooks = [
	"campus_safety.access.requests.keep_devices_to_their_endpoint",
	"campus_safety.access.floods.limit_writes",
	"campus_safety.access.other_roads.refuse_other_roads",
	"campus_safety.access.files.refuse_forged",
	"campus_safety.access.conditions.refuse_statements",
	"campus_safety.access.requests.refuse_what_is_out_of_reach",
	"campus_safety.access.requests.refuse_without_token",
	"campus_safety.access.requests.refuse_foreign_columns",
	"campus_safety.access.kinds.refuse_odd_arguments",
	"campus_safety.access.odd_queries.refuse_odd_queries",
	"campus_safety.access.kinds.refuse_wrong_kinds",
	"campus_safety.access.requests.answer_in_ones_language",
]

on_logout = "campus_safety.services.presence.phone_store.take_key"

jinja = {
	"filters": [
		"campus_safety.engines.ledgers.wording.campus_text",
		"campus_safety.engines.ledgers.wording.campus_title",
		"campus_safety.engines.ledgers.wording.campus_option",
		"campus_safety.engines.ledgers.wording.campus_moment",
	],
	"methods": ["campus_safety.engines.ledgers.wording.campus_school"],
}

# who follows a record beside its own controller
_followers = {
	"Campus Student": {
		"on_update": [
			"campus_safety.services.risk.risk_status.follow_student",
			"campus_safety.services.risk.moves.follow_student",
			"campus_safety.engines.duties.run.follow_people",
			"campus_safety.services.presence.reasons.follow_student",
			"campus_safety.services.psychology.advice.follow_student",
			"campus_safety.services.crisis.plan_accounts.follow_student",
		],
		"after_rename": [
			"campus_safety.services.risk.risk_status.follow_rename",
			"campus_safety.services.crisis.plan_accounts.follow_merge",
		],
	},
	"Campus Unit": {
		"on_update": [
			"campus_safety.services.governance.notice_units.follow_unit",
			"campus_safety.engines.duties.rules.forget_shown",
		]
	},
	"Campus Student Import": {
		"on_update": [
			"campus_safety.services.risk.risk_status.follow_import",
			"campus_safety.services.risk.moves.follow_import",
			"campus_safety.services.psychology.advice.follow_import",
			"campus_safety.services.people.host_sync.follow.follow_import",
		],
		"on_trash": ["campus_safety.services.people.host_sync.follow.follow_deletion"],
	},
	"Campus Staff Import": {
		"on_update": ["campus_safety.services.people.host_sync.follow.follow_import"],
		"on_trash": ["campus_safety.services.people.host_sync.follow.follow_deletion"],
	},
	"Campus Network Assignment": {
		"on_update": [
			"campus_safety.engines.duties.run.follow_people",
			"campus_safety.services.risk.moves.follow_post",
		]
	},
	"Campus Heart Talk": {"on_update": ["campus_safety.services.risk.first_talks.follow_talk"]},
	"Campus Accountability Assessment": {
		"before_validate": ["campus_safety.services.incidents.accountability.deductions.follow_assessment"]
	},
	"Campus Absence Case": {
		"on_lost_contact": ["campus_safety.services.incidents.emergency.opening.follow_lost_contact"]
	},
	"Campus Crisis Case": {"on_update": ["campus_safety.services.incidents.emergency.opening.follow_danger"]},
	"Campus Leave Permit": {"on_update": ["campus_safety.services.presence.reasons.follow_permit"]},
	"Campus Off Campus Residence": {
		"on_update": ["campus_safety.services.presence.reasons.follow_residence"]
	},
}
# nothing that is preserved is deleted, by whomever
_held = {
	doctype: {
		"validate": ["campus_safety.records.holds.refuse_moving_out"],
		"on_trash": ["campus_safety.records.holds.refuse_deletion"],
	}
	for doctype, rule in _RULES.items()
	if not rule.parent
} | {"Version": {"on_trash": ["campus_safety.records.holds.refuse_copy_deletion"]}}
# a guarded record's files and its name are its own, before anybody follows it
_guards = {
	"validate": ["campus_safety.records.attachments.validate_attachments"],
	"on_update": ["campus_safety.records.attachments.claim_attachments"],
	"before_rename": ["campus_safety.access.protection.validate_rename"],
}
_guarded = {doctype: _guards for doctype in _GUARDED_FILES if not _RULES[doctype].parent}
# after a record's own rules: what people type becomes no markup, and fits
_door = {
	doctype: {
		"onload": ["campus_safety.records.closed_parts.show"],
		"validate": [
			"campus_safety.records.harmless.make_harmless",
			"campus_safety.records.lengths.refuse_what_does_not_fit",
			"campus_safety.records.plausible.refuse_impossible_days",
		],
	}
	for doctype, rule in _RULES.items()
	if not rule.parent
}
# what is evidence gets a leaf of the seal, after everything else that a save sets in motion
_sealed = {
	doctype: {
		"on_update": ["campus_safety.engines.seal.events.note_save"],
		"on_change": ["campus_safety.engines.seal.events.follow"],
		"after_delete": ["campus_safety.engines.seal.events.follow_deleted"],
	}
	for doctype in _EVIDENCE
}
# numbers that many take at once, without waiting for each other
_numbered = {doctype: {"autoname": ["campus_safety.records.numbers.follow"]} for doctype in _NUMBERED}
_renamed = {"*": {"after_rename": ["campus_safety.engines.seal.events.follow_renamed"]}}
_refusals = {
	"DocShare": {"validate": ["campus_safety.access.protection.refuse_share"]},
	"Comment": {"validate": ["campus_safety.access.protection.refuse_comment"]},
	"Tag Link": {"validate": ["campus_safety.access.protection.refuse_tag"]},
}
_worded = {"Comment": {"before_insert": ["campus_safety.records.states.word_step"]}}
# a question that is kept is asked by whoever opens it
_questions = {
	doctype: {"validate": ["campus_safety.access.conditions.refuse_kept_statements"]}
	for doctype in ("Dashboard Chart", "Kanban Board", "Number Card")
}
_copies = {
	"Version": {"before_insert": ["campus_safety.records.copies.strike_version"]},
	"Prepared Report": {"before_insert": ["campus_safety.access.reports.refuse_report_of_others"]},
}
_pointing = {
	doctype: {"validate": ["campus_safety.access.pointers.refuse_pointer"]}
	for doctype in (*_pointers.POINTERS, *_pointers.TABLES)
}
_openings = {doctype: {"on_opened": ["campus_safety.engines.opening.openings.note"]} for doctype in _LOGGED}
# code of the site's administrators leaves a line that they cannot take back
_roads = {
	doctype: {
		event: ["campus_safety.engines.opening.code_roads.follow"]
		for event in ("after_insert", "on_update", "on_trash")
	}
	for doctype in _ROADS
}
# what waits for somebody calls, once everything else of the save is done
_alerting = {
	source.doctype: {
		"on_update": ["campus_safety.engines.alerts.events.follow"],
		"after_delete": ["campus_safety.engines.alerts.events.follow_deleted"],
	}
	for source in _ALERTS
}
# rows of child tables are written by their record alone
_rows = {
	event: ["campus_safety.access.protection.refuse_by_itself"]
	for event in ("before_insert", "before_validate", "before_cancel", "on_trash", "before_rename")
}
_own_rows = {
	doctype: {
		"before_validate": [
			"campus_safety.access.protection.refuse_rows_of_others",
			"campus_safety.access.protection.keep_marks_of_rows",
		]
	}
	for doctype, rule in _RULES.items()
	if not rule.parent
}
_row_of_a_table = {doctype: _rows for doctype, rule in _RULES.items() if rule.parent}


def _joined(*tables: dict) -> dict:
	"""One table of document events out of several: every event's functions, in this order."""
	joined: dict = {}
	for table in tables:
		for doctype, events in table.items():
			for event, functions in events.items():
				joined.setdefault(doctype, {}).setdefault(event, []).extend(functions)
	return joined


# completed from the site's duty and warning rules: their evidence may be any DocType, the school's own included
doc_events = DocEvents(
	_joined(
		_own_rows,
		_held,
		_door,
		_guarded,
		_followers,
		_alerting,
		_pointing,
		_refusals,
		_openings,
		_sealed,
		_renamed,
		_numbered,
		_worded,
		_copies,
		_questions,
		_roads,
	)
	| _row_of_a_table
	| {
		"User": {
			"before_validate": [
				"campus_safety.engines.opening.accounts.note_incoming",
				"campus_safety.services.people.account_zone.follow_account",
				"campus_safety.services.people.account_mail.follow_account",
			],
			"validate": [
				"campus_safety.records.harmless.make_name_harmless",
				"campus_safety.engines.opening.accounts.keep_apart",
			],
			"on_update": [
				"campus_safety.services.crisis.plan_accounts.follow_account",
				"campus_safety.engines.opening.accounts.follow_changes",
				"campus_safety.services.risk.moves.follow_user",
				"campus_safety.services.gate.probation.follow_account",
			],
			"on_change": "campus_safety.engines.opening.accounts.hide_mailed_key",
			"on_trash": "campus_safety.engines.opening.accounts.follow_deletion",
			"before_rename": [
				"campus_safety.engines.opening.accounts.follow_rename",
				"campus_safety.services.crisis.plan_accounts.follow_merged_account",
			],
		},
		"Role": {
			"before_validate": "campus_safety.engines.opening.accounts.follow_role",
			"before_rename": "campus_safety.engines.opening.accounts.refuse_rename_of_role",
		},
		"Has Role": {
			event: "campus_safety.engines.opening.accounts.refuse_loose_role"
			for event in ("before_insert", "before_validate", "on_trash", "before_rename")
		},
		"File": {
			"before_insert": "campus_safety.access.files.keep_private",
			"before_validate": "campus_safety.access.files.refuse_opening",
			"validate": "campus_safety.access.files.validate_file",
			"on_trash": [
				"campus_safety.records.holds.refuse_copy_deletion",
				"campus_safety.engines.sheets.kept.forget_file",
			],
		},
	},
	{
		"campus_safety.services.warning.registry.by_evidence": "campus_safety.services.warning.events.follow_record"
	},
)
# who visits a building or unit at a moment, for a muster (services.incidents.drills.expected): (place, now) → names
campus_muster_visitors = ["campus_safety.services.defence.visits.get_inside"]
# what a new term puts in order before its duties are made: (run, today), called by the duty engine
campus_term_preparation = ["campus_safety.services.people.term_opening.prepare"]
# what of the app serves each clause, for the cover sheet: () → {clause: DocTypes}
campus_clauses_served = ["campus_safety.setup.clause_map.get_served"]
# lines of the morning's digest: (today) → {account: its words}
campus_digest_notes = ["campus_safety.services.people.self_test.latest.get_digest_notes"]
ignore_links_on_delete = [
	"Campus Duty Obligation",
	"Campus Alert",
	"Campus Early Warning Signal",
	"Campus Host Sync",
	"Campus Staff Import",
	"Campus Student Import",
]

scheduler_events = {
	"cron": {
		"* * * * *": [
			"campus_safety.jobs.campus_seal.run",
			"campus_safety.jobs.campus_crisis.run",
			"campus_safety.jobs.campus_reports.run",
			"campus_safety.jobs.campus_emergencies.run",
			"campus_safety.jobs.campus_defence.run",
			"campus_safety.jobs.campus_alerts.run",
			"campus_safety.jobs.campus_duties.deliver",
			"campus_safety.jobs.campus_queue.take_up",
			"campus_safety.jobs.campus_duties.resume",
			"campus_safety.jobs.campus_warnings.resume",
			"campus_safety.jobs.campus_imports.take_up",
		],
		"20 0 * * *": ["campus_safety.jobs.campus_seal.nightly"],
		"50 0 * * *": ["campus_safety.jobs.campus_warnings.nightly"],
		"52 * * * *": ["campus_safety.jobs.campus_seal.stamp"],
		"7 * * * *": ["campus_safety.jobs.campus_assignments.run"],
		"25 0 * * *": ["campus_safety.jobs.campus_duties.nightly"],
		"*/10 * * * *": ["campus_safety.jobs.campus_duties.morning"],
		"5-59/10 * * * *": ["campus_safety.jobs.campus_daily.run"],
		"*/5 * * * *": ["campus_safety.jobs.campus_night.run"],
		"27 * * * *": ["campus_safety.jobs.campus_risk_status.run"],
		"41 1 * * *": ["campus_safety.jobs.campus_police.run"],
		"8-59/10 * * * *": ["campus_safety.jobs.campus_host.begin_due"],
		"2-59/5 * * * *": ["campus_safety.jobs.campus_leave.run"],
		"1-59/5 * * * *": ["campus_safety.jobs.campus_appeals.run"],
		"3-59/10 * * * *": ["campus_safety.jobs.campus_night_digest.run"],
		"4-59/5 * * * *": ["campus_safety.jobs.campus_gate.fill"],
		"6-59/10 * * * *": ["campus_safety.jobs.campus_counselling.run"],
		"40 2 * * *": ["campus_safety.jobs.campus_psych_files.run"],
		"33 3 * * *": [
			"campus_safety.jobs.campus_gate.clean",
			"campus_safety.jobs.campus_imports.clean",
			"campus_safety.jobs.campus_host.clean",
			"campus_safety.jobs.campus_defence.clean",
		],
	},
}
