from campus_safety.access.hooks import function_name
from campus_safety.access.rules import GUARDED_FILES, ROW_RESTRICTED, RULES
from campus_safety.domain.roles import STUDENT_USER
from campus_safety.engines.duties.doc_events import DocEvents

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
before_uninstall = "campus_safety.install.before_uninstall"

# access: everything here is derived from access/rules.py
permission_query_conditions = {
	doctype: f"campus_safety.access.hooks.{function_name(doctype)}" for doctype in RULES
} | {"File": "campus_safety.access.files.file_condition"}
has_permission = {doctype: "campus_safety.access.checks.covers" for doctype in RULES} | {
	"File": "campus_safety.access.files.covers_file"
}
standard_queries = {doctype: "campus_safety.access.search.permitted_rows" for doctype in ROW_RESTRICTED}
override_whitelisted_methods = {
	"frappe.client.get_count": "campus_safety.api.overrides.get_count",
	"frappe.client.validate_link": "campus_safety.api.overrides.validate_link",
	"frappe.desk.search.get_link_title": "campus_safety.api.overrides.get_link_title",
	"frappe.client.get": "campus_safety.api.overrides.get",
	"frappe.client.get_password": "campus_safety.api.overrides.get_password",
	"frappe.desk.like.toggle_like": "campus_safety.api.overrides.toggle_like",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": "campus_safety.api.overrides.get_workflow_state_count",
	"frappe.desk.query_report.get_data_for_custom_field": "campus_safety.api.overrides.get_data_for_custom_field",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "campus_safety.api.overrides.get_chart",
}

# where a student's account begins
role_home_page = {STUDENT_USER: "campus-student"}

before_request = ["campus_safety.access.requests.refuse_names_that_are_filters"]
auth_hooks = ["campus_safety.access.requests.keep_devices_to_their_endpoint"]

jinja = {
	"filters": [
		"campus_safety.engines.ledgers.wording.campus_text",
		"campus_safety.engines.ledgers.wording.campus_title",
		"campus_safety.engines.ledgers.wording.campus_option",
	]
}

# who follows a record beside its own controller
_followers = {
	"Campus Student": {
		"on_update": [
			"campus_safety.services.risk.risk_status.follow_student",
			"campus_safety.engines.duties.run.follow_people",
		],
		"after_rename": ["campus_safety.services.risk.risk_status.follow_rename"],
	},
	"Campus Unit": {"on_update": ["campus_safety.services.governance.notice_units.follow_unit"]},
	"Campus Student Import": {"on_update": ["campus_safety.services.risk.risk_status.follow_import"]},
	"Campus Network Assignment": {"on_update": ["campus_safety.engines.duties.run.follow_people"]},
}
# a guarded record's files and its name are its own, before anybody follows it
_guards = {
	"validate": ["campus_safety.records.attachments.validate_attachments"],
	"on_update": ["campus_safety.records.attachments.claim_attachments"],
	"before_rename": ["campus_safety.access.protection.validate_rename"],
}
_guarded = {doctype: _guards for doctype in GUARDED_FILES if not RULES[doctype].parent}

# completed from the site's duty rules: their evidence may be any DocType, the school's own included
doc_events = DocEvents(
	{
		doctype: {
			event: _guarded.get(doctype, {}).get(event, []) + _followers.get(doctype, {}).get(event, [])
			for event in {**_guarded.get(doctype, {}), **_followers.get(doctype, {})}
		}
		for doctype in {**_guarded, **_followers}
	}
	| {
		"DocShare": {"validate": "campus_safety.access.protection.refuse_share"},
		"Comment": {"validate": "campus_safety.access.protection.refuse_comment"},
		"Tag Link": {"validate": "campus_safety.access.protection.refuse_tag"},
		"File": {
			"before_insert": "campus_safety.access.files.keep_private",
			"validate": "campus_safety.access.files.validate_file",
			"on_trash": "campus_safety.engines.sheets.kept.forget_file",
		},
	}
)
# what a new term puts in order before its duties are made: (run, today), called by the duty engine
campus_term_preparation = ["campus_safety.services.people.term_opening.prepare"]
ignore_links_on_delete = ["Campus Duty Obligation"]

scheduler_events = {
	"cron": {
		"7 * * * *": ["campus_safety.jobs.campus_assignments.run"],
		"12 0 * * *": ["campus_safety.jobs.campus_birthdays.run"],
		"25 0 * * *": ["campus_safety.jobs.campus_duties.nightly"],
		"41 * * * *": ["campus_safety.jobs.campus_duties.resume"],
		"0 7 * * *": ["campus_safety.jobs.campus_duties.morning"],
		"*/5 * * * *": ["campus_safety.jobs.campus_night.run", "campus_safety.jobs.campus_duties.deliver"],
		"27 * * * *": ["campus_safety.jobs.campus_risk_status.run"],
		"2-59/5 * * * *": ["campus_safety.jobs.campus_leave.run"],
		"3-59/10 * * * *": ["campus_safety.jobs.campus_night_digest.run"],
		"4-59/5 * * * *": ["campus_safety.jobs.campus_gate.fill"],
		"20 12 * * *": ["campus_safety.jobs.campus_gate.find_missing"],
		"33 3 * * *": ["campus_safety.jobs.campus_gate.clean", "campus_safety.jobs.campus_imports.clean"],
	},
}
