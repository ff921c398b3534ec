"""A Chinese demo campus 示范职业学院: everything fictional, made through the app's own controllers.

One file per concern, each a table and the few lines that turn its rows into records.
Running it again changes nothing.
"""

import frappe

from campus_safety.engines.messages.telling import in_school_language
from campus_safety.setup.demo import (
	accounts,
	after_emergencies,
	assessments,
	calendar,
	care,
	clause_tasks,
	complaints,
	counselling,
	crises,
	daily_care,
	destruction,
	disputes,
	dormitories,
	duties,
	education,
	emergencies,
	gates,
	guards,
	handovers,
	hazards,
	home_visits,
	leave,
	nights,
	openings,
	policies,
	posts,
	postvention,
	privacy,
	reports,
	risk_ledgers,
	roster,
	safety_plans,
	sample_files,
	screening,
	seal,
	staff,
	students,
	units,
	warnings,
	way_back,
	work_reports,
)

STEPS = (
	units.create,
	dormitories.create,
	calendar.create,
	accounts.create,
	students.create,
	posts.create,
	staff.create,
	roster.create,
	risk_ledgers.create,
	care.create,
	crises.create,
	reports.create,
	emergencies.create,
	way_back.create,
	safety_plans.create,
	postvention.create,
	handovers.create,
	openings.create,
	home_visits.create,
	daily_care.create,
	duties.create,
	clause_tasks.create,
	hazards.create,
	complaints.create,
	policies.create,
	guards.create,
	disputes.create,
	education.create,
	work_reports.create,
	assessments.create,
	leave.create,
	nights.create,
	after_emergencies.create,
	privacy.create,
	warnings.create,
	counselling.create,
	screening.create,
	destruction.create,
	gates.create,
	sample_files.create,
	seal.create,
)


def install() -> list[dict]:
	"""Make what is missing and return the accounts: [{role, user, password, unit, name}]."""
	with in_school_language():  # what is worded for a person is stored as they would have read it
		for step in STEPS:
			step()
			frappe.set_user("Administrator")
			frappe.db.commit()  # each step is whole by itself, so a broken one loses nothing of those before
	return accounts.get_table()
