"""Every way that is known to ask the framework for a document, its fields, its number or its existence.

A probe takes a client and a subject and returns the response; `SILENT` ones must not even tell that it exists.
"""

from campus_safety.access.rules import RULES


def _all_fields(client, s):
	return client.get(f"/api/resource/{s.doctype}", fields=["*"], limit_page_length="0")


def _filtered(client, s):
	return client.get(
		f"/api/resource/{s.doctype}",
		fields=["name"],
		filters=[[s.field, "=", s.value]],
		limit_page_length="0",
	)


def _one(client, s):
	return client.get(f"/api/resource/{s.doctype}/{s.name}")


def _call(method: str, http: str = "POST", **fixed):
	def probe(client, s):
		data = {key: value(s) if callable(value) else value for key, value in fixed.items()}
		return client.call(method, http, **data)

	probe.__name__ = method
	return probe


def doctype(s):
	return s.doctype


def name(s):
	return s.name


def heatmap(doctype: str) -> dict:
	chart = {
		"name": "x",
		"chart_type": "Count",
		"type": "Heatmap",
		"document_type": doctype,
		"based_on": "creation",
	}
	return {**chart, "filters_json": "[]", "timeseries": 1}


READS = (
	_all_fields,
	_filtered,
	_one,
	_call("frappe.client.get_list", doctype=doctype, fields=["*"], limit_page_length=0),
	_call("frappe.client.get", doctype=doctype, name=name),
	_call("frappe.client.get", doctype=doctype, filters=lambda s: {s.field: s.value}),
	_call("frappe.client.get_value", doctype=doctype, fieldname=["name", "owner"], filters=lambda s: {s.field: s.value}),
	_call("frappe.client.get_value", doctype=doctype, fieldname="*", filters=name),
	_call("frappe.desk.form.load.getdoc", "GET", doctype=doctype, name=name),
	_call("frappe.desk.form.load.get_docinfo", doctype=doctype, name=name),
	_call("frappe.desk.reportview.get", doctype=doctype, fields=["*"], start=0, page_length=100),
	_call("frappe.desk.reportview.get_list", doctype=doctype, fields=["*"], start=0, page_length=100),
	_call("frappe.desk.reportview.export_query", doctype=doctype, fields=["*"], file_format_type="CSV", title="x"),
	_call("frappe.desk.search.search_link", doctype=doctype, txt="", ignore_user_permissions=1, page_length=50),
	_call(
		"frappe.desk.search.search_widget",
		doctype=doctype,
		txt="",
		filter_fields=lambda s: f'["{s.field}"]',
		ignore_user_permissions=1,
		page_length=50,
		as_dict=1,
	),
	_call(
		"frappe.desk.search.search_widget",
		doctype=doctype,
		txt="CANARY",
		searchfield=lambda s: s.field,
		ignore_user_permissions=1,
		page_length=50,
	),
	_call("frappe.desk.form.linked_with.get", doctype=doctype, docname=name),
	_call("frappe.desk.form.linked_with.get_linked_docs", doctype=doctype, name=name),
	_call("frappe.utils.global_search.search", text="CANARY"),
	_call("frappe.www.printview.get_html_and_style", doc=doctype, name=name),
	_call("frappe.utils.print_format.download_pdf", "GET", doctype=doctype, name=name),
	_call("frappe.model.workflow.get_transitions", doc=lambda s: {"doctype": s.doctype, "name": s.name}),
	_call("frappe.desk.form.utils.get_next", doctype=doctype, value="", prev=0),
	_call("frappe.desk.calendar.get_events", doctype=doctype, start="2020-01-01", end="2030-01-01",
		field_map={"start": "creation", "end": "modified", "title": "name"}),
	_call("campus_safety.api.records.reveal", doctype=doctype, name=name, reason="测试泄露渠道"),
	_call("frappe.client.get_password", doctype=doctype, name=name, fieldname=lambda s: s.field),
	_call("frappe.desk.query_report.get_data_for_custom_field", doctype=doctype, field=lambda s: s.field),
	_call("frappe.desk.search.search_widget", doctype=doctype, txt='["*"]', query="frappe.client.get_list"),
	_call("frappe.www.list.get", doctype=doctype),
	# the routes of v15 and later; the sandbox's framework has nothing at these addresses
	lambda client, s: client.get(f"/api/v2/document/{s.doctype}", fields=["*"], limit="0"),
	lambda client, s: client.get(f"/api/v2/document/{s.doctype}/{s.name}"),
	lambda client, s: client.get("/printview", doctype=s.doctype, name=s.name),
	lambda client, s: client.get(f"/app/{s.doctype.lower().replace(' ', '-')}/{s.name}"),
)  # fmt: skip

# what answers with a number, a title or a yes: the answer must be that of an empty table
SILENT = (
	_call("frappe.client.get_count", doctype=doctype),
	_call("frappe.client.get_count", doctype=doctype, filters=lambda s: {s.field: s.value}),
	_call("frappe.client.get_count", doctype=doctype, filters=lambda s: [[s.doctype, "name", "=", s.name]]),
	_call("frappe.desk.reportview.get_count", doctype=doctype, filters="[]", fields="[]"),
	_call("frappe.client.validate_link", doctype=doctype, docname=name, fields=lambda s: [s.field]),
	_call(
		"frappe.client.validate_link_and_fetch",
		doctype=doctype,
		docname=name,
		fields_to_fetch=lambda s: [s.field],
	),
	_call(
		"frappe.desk.listview.get_group_by_count",
		doctype=doctype,
		current_filters="[]",
		field=lambda s: s.field,
	),
	_call("frappe.desk.reportview.get_stats", doctype=doctype, stats='["_user_tags"]', filters="[]"),
	_call("frappe.desk.search.get_link_title", doctype=doctype, docname=name),
	lambda client, s: client.get("/", cmd="frappe.client.get_count", doctype=s.doctype),
	_call(
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		doctype=doctype,
		workflow_state_field=lambda s: s.field,
		states=["x"],
	),
	_call(
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		no_cache=1,
		chart=lambda s: heatmap(s.doctype),
	),
	# the routes of v15 and later; the sandbox's framework has nothing at these addresses
	lambda client, s: client.get(f"/api/v2/doctype/{s.doctype}/count"),
	lambda client, s: client.get(f"/api/v2/document/{s.doctype}/count"),
	lambda client, s: client.get("/api/v2/method/frappe.client.get_count", doctype=s.doctype),
	lambda client, s: client.get(
		"/api/v2/method/frappe.desk.search.get_link_title", doctype=s.doctype, docname=s.name
	),
)


def child_tables(subject) -> list[str]:
	return [doctype for doctype, rule in RULES.items() if rule.parent == subject.doctype]


def ask_child(client, subject, child: str):
	return client.call(
		"frappe.client.get_list", doctype=child, parent=subject.doctype, fields=["*"], limit_page_length=0
	)


WRITES = (
	_call("frappe.client.set_value", doctype=doctype, name=name, fieldname=lambda s: s.field, value="forged"),
	_call("frappe.client.delete", doctype=doctype, name=name),
	_call("frappe.share.add", doctype=doctype, name=name, user="pupil@world.test", read=1),
	_call("frappe.desk.form.assign_to.add", args=None, doctype=doctype, name=name, assign_to='["pupil@world.test"]'),
	_call("frappe.desk.form.utils.add_comment", reference_doctype=doctype, reference_name=name, content="x",
		comment_email="x@x.test", comment_by="x"),
	_call("frappe.desk.doctype.tag.tag.add_tag", tag="x", dt=doctype, dn=name),
	_call("frappe.model.workflow.apply_workflow", doc=lambda s: {"doctype": s.doctype, "name": s.name}, action="Decline"),
	_call("frappe.desk.like.toggle_like", doctype=doctype, name=name, add="Yes"),
	_call("frappe.client.rename_doc", doctype=doctype, old_name=name, new_name="forged"),
	lambda client, s: client.put(f"/api/resource/{s.doctype}/{s.name}", **{s.field: "forged"}),
	lambda client, s: client.delete(f"/api/resource/{s.doctype}/{s.name}"),
)  # fmt: skip

COMMON = (_all_fields, _one, READS[14], SILENT[0])
