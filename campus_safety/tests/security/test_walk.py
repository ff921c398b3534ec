"""The walk: every endpoint of the app and every one it stands for × one record of every kind × outsiders by turns.

Each is asked about the record by all names it may have for it, and answers with none of its canaries and never a fault.
"""

import json

import frappe

from campus_safety.access.rules import RULES
from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.security.odd_values import (
	answer_of,
	arguments,
	endpoints,
	good_values,
	nothing_is_kept,
)
from campus_safety.tests.turns import has_turn

OUTSIDERS = ("other_counsellor", "far_lead", "administrator_of_site", "pupil", r.SECURITY_GUARD)
# what a record is asked for by
ABOUT = {"student", "doctype", "filters", "names", "unit", "reference_name"}
NAMES = (
	"name",
	"docname",
	"case",
	"obligation",
	"assessment",
	"mentor_list",
	"ledger",
	"roll_name",
	"dn",
	"request",
	"hold",
)
ABOUT |= {*NAMES}


class TestWalk(WorldTestCase):
	def given(self, path: str, parameters: list[str], subject, good: dict) -> dict:
		given = arguments(path, parameters, good)
		given |= {name: subject.name for name in NAMES if name in parameters}
		if "doctype" in parameters:
			given["doctype"] = subject.doctype
		if "filters" in parameters:
			given["filters"] = {subject.field: subject.value}
		if "names" in parameters:
			given["names"] = [subject.name]
		if "field" in parameters:
			given["field"] = subject.field
		return given

	def test_nothing_about_any_record(self) -> None:
		good, asked, known = good_values(self.world), 0, endpoints()
		kinds, asked_once = set(), set()
		for who in OUTSIDERS:
			user = self.world.outsiders[who]
			for place, subject in enumerate(self.world.subjects):
				outside = [each for each in OUTSIDERS if self.world.outsiders[each] not in subject.insiders]
				if who not in outside:
					continue
				for turn, (path, parameters) in enumerate(known.items(), start=place):
					about_a_record = {*parameters} & ABOUT
					if (
						user in asked_once
						if not about_a_record
						else not has_turn(outside.index(who), len(outside), turn)
					):
						continue  # what is about no record is asked once by each
					given = self.given(path, parameters, subject, good)
					with nothing_is_kept():
						status, body = answer_of(path, user, given)
					asked += 1
					kinds.add(subject.doctype)
					with self.subTest(who=who, doctype=subject.doctype, endpoint=path):
						self.assertLess(status, 500, body[:300])
						body = body.replace(subject.name, "").replace(str(subject.value), "")
						for canary in subject.canaries:
							self.assertNotIn(canary, body)
				asked_once.add(user)
		print(
			f"\nwalk: {len(known)} endpoints x {len(asked_once)} actors x {len(kinds)} DocTypes: {asked} requests"
		)
		self.assertGreaterEqual(len(known), 90)
		self.assertGreaterEqual(len(kinds), 15)
		self.assertGreater(asked, 5_000)

	def test_every_kind_that_not_everybody_reads_has_a_record_here(self) -> None:
		there = {subject.doctype for subject in self.world.subjects}
		wanted = {name for name, rule in RULES.items() if rule.restricts_rows and not rule.parent}
		self.assertLessEqual(len(wanted - there), 2, wanted - there)
		self.assertTrue(json.dumps(sorted(there)) and frappe.db)
