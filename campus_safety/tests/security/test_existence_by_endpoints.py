"""Our own endpoints say the same of a record out of reach and of one that is not there, to whoever may not read it."""

import importlib
import inspect
import pkgutil

import frappe

from campus_safety import api
from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase

GUESS, POINT = "CANARY-9999-99999", "campus_existence"
# what an argument names, in a module or anywhere
NAMES: dict[tuple[str, str] | str, str] = {
	("absence", "case"): "Campus Absence Case",
	("accountability", "case"): "Campus Accountability Case",
	("crisis", "case"): "Campus Crisis Case",
	("assessment", "assessment"): "Campus Accountability Assessment",
	("privacy", "assessment"): "Campus Impact Assessment",
	("counselling", "report"): "Campus Psych Analysis Report",
	("incidents", "report"): "Campus Abnormal Report",
	("work_reports", "report"): "Campus Implementation Report",
	("psychology", "incident"): "Campus Data Incident",
	("psychology", "campaign"): "Campus Screening Campaign",
	("hazards", "campaign"): "Campus Inspection Campaign",
	("gate", "name"): "Campus Gate Import",
	("host", "name"): "Campus Host Mapping",
	("leave", "name"): "Campus Leave Permit",
	("staff_import", "name"): "Campus Staff Import",
	("student_import", "name"): "Campus Student Import",
	("privacy", "request"): "Campus Data Request",
	("psychology", "request"): "Campus File Access Request",
	("risk", "request"): "Campus Case Request",
	"alert": "Campus Alert",
	"appointment": "Campus Counselling Appointment",
	"consent": "Campus Screening Consent",
	"drill": "Campus Emergency Drill",
	"feedback": "Campus Key Feedback",
	"hazard": "Campus Safety Hazard",
	"hold": "Campus Legal Hold",
	"incident": "Campus Emergency Incident",
	"interview": "Campus Screening Interview",
	"ledger": "Campus Risk Ledger",
	"mentor_list": "Campus Mentor List",
	"notice": "Campus Notice",
	"obligation": "Campus Duty Obligation",
	"policy": "Campus Policy Assessment",
	"push": "Campus Police Push",
	"record": "Campus Destruction Record",
	"result": "Campus Screening Result",
	"review": "Campus Incident Review",
	"roll_name": "Campus Night Roll Call",
	"round": "Campus Report Round",
	"shift": "Campus Counselling Shift",
	"student": "Campus Student",
	"support": "Campus Medical Support",
	"task": "Campus Clause Task",
	"ticket": "Campus Appeal Ticket",
	"visit": "Campus Gate Visit",
	"warning": "Campus Early Warning",
}
WORDS = {
	"reason": "核对事实需要查看",
	"text": "已经看过了",
	"note": "已经看过了",
	"signs": "三天没有来",
	"status": "In",
}
NUMBERS = {"int": 1, "float": 1.0, "bool": True}


def endpoints():
	"""(path, function, argument that names a record, its DocType)."""
	for module in pkgutil.iter_modules(api.__path__):
		for name, function in inspect.getmembers(
			importlib.import_module(f"{api.__name__}.{module.name}"), inspect.isfunction
		):
			if inspect.unwrap(function) not in {inspect.unwrap(each) for each in frappe.whitelisted}:
				continue
			if function.__module__ != f"{api.__name__}.{module.name}":
				continue
			for argument in inspect.signature(function).parameters:
				doctype = NAMES.get((module.name, argument), NAMES.get(argument))
				if doctype:
					yield f"{module.name}.{name}", function, argument, doctype
					break


def arguments(function, argument: str, value: str) -> dict:
	"""Plausible ones; what may be left out is left out."""
	given = {}
	for name, parameter in inspect.signature(function).parameters.items():
		if name == argument:
			given[name] = value
		elif parameter.default is inspect.Parameter.empty:
			kind = getattr(parameter.annotation, "__name__", "str")
			given[name] = NUMBERS.get(kind, WORDS.get(name, "x"))
	return given


def _shown(message) -> dict:
	"""Without the number that v15 draws for each error."""
	found = frappe.parse_json(message)
	return {key: value for key, value in found.items() if key != "__frappe_exc_id"}


class TestExistenceByEndpoints(WorldTestCase):
	def answer(self, function, argument: str, value: str) -> str:
		frappe.db.savepoint(POINT)
		frappe.clear_messages()
		try:
			said = repr(function(**arguments(function, argument, value)))
		except Exception as error:  # whatever it says
			said = f"{type(error).__name__}: {error} {[_shown(each) for each in frappe.local.message_log]}"
		finally:
			frappe.db.rollback(save_point=POINT)
			frappe.clear_messages()
		return said.replace(value, GUESS)

	def test_out_of_reach_and_not_there_are_one_answer(self) -> None:
		users, asked, told = self.world.users, 0, {}
		actors = (users["far_lead"], users["far_counsellor"], self.world.by_role[r.SECURITY_GUARD])
		for path, function, argument, doctype in endpoints():
			name = frappe.get_all(doctype, pluck="name", limit=1, order_by="creation asc")
			for user in actors if name else ():
				if frappe.has_permission(doctype, "read", doc=name[0], user=user):
					continue
				with self.as_user(user):
					there, nowhere = (self.answer(function, argument, value) for value in (name[0], GUESS))
				asked += 1
				if there != nowhere:
					told[path, user] = (there[:300], nowhere[:300])
		self.assertGreater(asked, 100)
		self.assertEqual(told, {})
