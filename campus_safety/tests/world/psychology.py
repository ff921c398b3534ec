"""A screening of long ago: consent, sitting, interview, the advice the counsellor reads, an uploaded export."""

from datetime import datetime

import frappe

from campus_safety.domain import roles as r
from campus_safety.domain.psychology.flags import Flag
from campus_safety.domain.psychology.validity import Validity
from campus_safety.services.psychology import consents, store
from campus_safety.services.psychology.campaigns import CAMPAIGN
from campus_safety.services.psychology.sittings import Judged
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.documents import find_or_insert, make_import
from campus_safety.tests.world.subject import STUDENT, Subject, of

TITLE, COUNTS = "世界2018级普测", "Campus Counts Release"
LONG_AGO = datetime(2018, 4, 2, 10, 0)
RESULT, INTERVIEW, CONSENT = store.RESULT, "Campus Screening Interview", consents.CONSENT


def build(world) -> None:
	campaign = _campaign()
	if not frappe.db.exists(RESULT, {"campaign": campaign.name, "student": STUDENT}):
		unit, college = world.units["class_1"], world.units["college_1"]
		store.make_rows(campaign, [(STUDENT, unit, college, False)], LONG_AGO)
		consents.write_platform(campaign, [(STUDENT, unit, college)], LONG_AGO)
		result = frappe.db.get_value(RESULT, {"campaign": campaign.name, "student": STUDENT})
		judged = Judged(
			"PHQ-9", None, {}, "", (), Flag.KEY, Validity.DOUBTFUL, ("Another Name",), LONG_AGO, 200
		)
		store.write(campaign, [store.Taken(result, STUDENT, unit, college, judged)], "Import", LONG_AGO)
		hide_canaries(RESULT, result)
		hide_canaries(INTERVIEW, frappe.db.get_value(INTERVIEW, {"result": result}))


def subjects(world) -> tuple[Subject, ...]:
	campaign = _campaign().name
	centre = of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER)
	found = {"campaign": campaign, "student": STUDENT}
	result, interview, consent = (
		frappe.db.get_value(doctype, found) for doctype in (RESULT, INTERVIEW, CONSENT)
	)
	return (
		Subject(RESULT, result, "auto_flag", "Key", (*_canaries(RESULT), result, "enc:1:"), centre),
		Subject(INTERVIEW, interview, "flag", "Key", (*_canaries(INTERVIEW), interview, "enc:1:"), centre),
		Subject(CONSENT, consent, "given_on", "Platform", (consent, "Platform"), centre),
		_advice(world, centre),
		_file(world, centre),
		_request(world),
		_incident(world),
		_destruction(world),
		_counts(world),
		Subject(
			"Campus Screening Import",
			make_import("Campus Screening Import", "CANARY-sittings", campaign=campaign, scale="PHQ-9"),
			"error",
			"CANARY-sittings-error",
			tuple(f"CANARY-sittings-{word}" for word in ("error", "preview", "value")),
			centre,
		),
	)


def _canaries(doctype: str) -> tuple[str, ...]:
	return tuple(map(canary_of, secret_fields(doctype)))


def _campaign():
	name = frappe.db.get_value(CAMPAIGN, {"campaign_title": TITLE})
	if name:
		return frappe.get_doc(CAMPAIGN, name)
	campaign = frappe.get_doc(
		{
			"doctype": CAMPAIGN,
			"campaign_title": TITLE,
			"campaign_kind": "Term",
			"window_from": "2018-04-01",
			"window_to": "2018-04-20",
			"consent_text": "同意由心理中心查看",
			"consent_on": "The Platform",
			"scales": [{"scale": "PHQ-9"}],
			"status": "Closed",
		}
	)
	with campaign.as_app():
		return campaign.insert()


def _advice(world, centre) -> Subject:
	"""Campus Screening Advice: level and advice for the class's counsellor."""
	values = {
		"doctype": "Campus Screening Advice",
		"student": STUDENT,
		"status": "Active",
		"risk_level": "Severe",
		"since": "2018-04-05",
		"unit": world.units["class_1"],
		"college": world.units["college_1"],
		"advice": "CANARY-screening-advice",
	}
	name = find_or_insert(values, by="advice", as_app=True)
	return Subject(
		"Campus Screening Advice", name, "risk_level", "Severe", ("CANARY-screening-advice", name), centre
	)


def _file(world, centre) -> Subject:
	values = {
		"doctype": "Campus Psych File",
		"student": STUDENT,
		"category": "Key",
		"baseline": canary_of("baseline"),
		"opened_on": "2018-03-01",
	}
	name = find_or_insert(values, by="student", as_app=True)
	hide_canaries("Campus Psych File", name)
	return Subject(
		"Campus Psych File", name, "opened_on", "2018-03-01", (canary_of("baseline"), name, "enc:1:"), centre
	)


def _request(world) -> Subject:
	"""Campus File Access Request of the counsellor, refused."""
	frappe.set_user(world.users["counsellor"])
	values = {
		"doctype": "Campus File Access Request",
		"student": STUDENT,
		"purpose": "CANARY-file-purpose",
		"scope": "CANARY-file-scope",
		"hours": 2,
	}
	name = find_or_insert(values, by="hours")
	frappe.set_user("Administrator")
	frappe.db.set_value(
		"Campus File Access Request", name, {"status": "Refused", "refusal": "CANARY-file-refusal"}
	)
	return Subject(
		"Campus File Access Request",
		name,
		"refusal",
		"CANARY-file-refusal",
		tuple(f"CANARY-file-{word}" for word in ("purpose", "scope", "refusal")),
		of(world.by_role, r.PSYCH_HEAD),
	)


def _incident(world) -> Subject:
	frappe.set_user("Administrator")
	values = {
		"doctype": "Campus Data Incident",
		"unit": world.units["college_2"],
		"found_at": "2018-05-05 10:00",
		"data_kinds": "CANARY-incident-kinds",
		"affected": 3,
		"cause": "CANARY-incident-cause",
		"possible_harm": "CANARY-incident-harm",
		"remedy": "CANARY-incident-remedy",
		"contact": "CANARY-incident-contact",
	}
	return Subject(
		"Campus Data Incident",
		find_or_insert(values, by="contact"),
		"contact",
		"CANARY-incident-contact",
		tuple(f"CANARY-incident-{word}" for word in ("kinds", "cause", "harm", "remedy", "contact")),
		of(world.by_role, r.PSYCH_HEAD, r.SAFETY_OFFICE, r.SCHOOL_LEADER),
	)


def _destruction(world) -> Subject:
	"""Campus Destruction Record, drafted; counts and no names."""
	frappe.set_user(world.users["psych_teacher"])
	values = {
		"doctype": "Campus Destruction Record",
		"due_by": "2018-12-31",
		"reason": "CANARY-destruction-reason",
	}
	name = find_or_insert(values, by="due_by")
	frappe.set_user("Administrator")
	readers = (r.PSYCH_HEAD, r.PSYCH_TEACHER, r.SCHOOL_LEADER, r.SAFETY_OFFICE, r.DISCIPLINE_OFFICE)
	return Subject(
		"Campus Destruction Record",
		name,
		"reason",
		"CANARY-destruction-reason",
		("CANARY-destruction-reason", name),
		of(world.by_role, *readers),
	)


def _counts(world) -> Subject:
	"""Campus Counts Release, of a school in which nobody was counted; a row, for the counting is the whole world's."""
	found = frappe.db.get_value(COUNTS, {"occasion": "CANARY-counts-occasion"})
	if not found:
		row = frappe.get_doc(
			{
				"doctype": COUNTS,
				"occasion": "CANARY-counts-occasion",
				"released_at": "2018-07-01 09:00:00",
				"occurred_on": "2018-07-01",
				"counts": '{"parents": {}, "kinds": [], "values": []}',
			}
		)
		row.set_new_name()
		row.db_insert()
		found = row.name
	return Subject(
		COUNTS,
		found,
		"occasion",
		"CANARY-counts-occasion",
		("CANARY-counts-occasion", found),
		of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER),
	)
