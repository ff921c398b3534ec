"""A school with places, kinds, people, and photos that are not the same."""

import io
import random

import frappe
from frappe.model.workflow import apply_workflow
from PIL import Image

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"
FIXES = ("fix_measures", "fix_responsibility", "fix_funds", "fix_time_limit", "fix_plan")


def draw_photo(seed: int, side: int = 64, quality: int = 90) -> bytes:
	"""A picture of its own for each seed: patches of grey, as a JPEG."""
	lot = random.Random(seed)
	small = Image.new("L", (8, 8))
	small.putdata([lot.randrange(256) for _pixel in range(64)])
	stream = io.BytesIO()
	small.resize((side, side), Image.NEAREST).convert("RGB").save(stream, "JPEG", quality=quality)
	return stream.getvalue()


def upload(seed: int, hazard=None, field: str = "photo_before", **picture) -> str:
	"""By the session user, to this hazard or to one that is not saved yet."""
	file = {
		"doctype": "File",
		"file_name": f"hazard-{seed}.jpg",
		"is_private": 1,
		"attached_to_doctype": HAZARD,
		"attached_to_name": hazard.name if hazard else "new-campus-safety-hazard-1",
		"attached_to_field": field,
		"content": draw_photo(seed, **picture),
	}
	return frappe.get_doc(file).insert().file_url


class HazardTestCase(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("隐患测试学校", "School")
		self.college = make.make_unit("隐患测试学院", "College", school)
		self.other_college = make.make_unit("隐患测试别院", "College", school)
		self.lead = make.make_user("lead@hazards.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.finder = make.make_user("finder@hazards.test", r.CLASS_ADVISER)
		self.mender = make.make_user("mender@hazards.test", r.MENTOR)
		self.acceptor = make.make_user("acceptor@hazards.test", r.COUNSELLOR)
		self.stranger = make.make_user("stranger@hazards.test", r.COUNSELLOR)
		self.security = make.make_user("security@hazards.test", r.SECURITY_OFFICE)
		self.safety = make.make_user("safety@hazards.test", r.SAFETY_OFFICE)
		self.safety2 = make.make_user("safety2@hazards.test", r.SAFETY_OFFICE)
		self.leader = make.make_user("leader@hazards.test", r.SCHOOL_LEADER)
		self.area = self.master("Campus Safety Area", area_name="测试楼三层", responsible_unit=self.college)
		self.kind = self.master("Campus Hazard Category", category_name="测试用电", needs_photo=1)
		self.unseen = self.master("Campus Hazard Category", category_name="测试制度", needs_photo=0)

	def master(self, doctype: str, **values) -> str:
		name = next(iter(values.values()))
		return (
			name
			if frappe.db.exists(doctype, name)
			else frappe.get_doc({"doctype": doctype, **values}).insert().name
		)

	def find(self, seed: int = 1, by: str | None = None, **values):
		with self.as_user(by or self.finder):
			return frappe.get_doc(
				{
					"doctype": HAZARD,
					"area": self.area,
					"category": self.kind,
					"description": "插座裸露",
					"photo_before": upload(seed),
					**values,
				}
			).insert()

	def step(self, hazard, user: str, action: str, **values):
		"""As on the form: what is entered is saved, then the button is pressed."""
		with self.as_user(user):
			document = frappe.get_doc(HAZARD, hazard.name)
			if values:
				document.update(values)
				document.save()
			apply_workflow(document.as_dict(), action)
		hazard.reload()
		return hazard

	def assign(self, hazard, **values):
		values = {"responsible_person": self.mender, "acceptor": self.acceptor, **values}
		return self.step(hazard, self.lead, "Assign Hazard", **values)

	def mend(self, hazard, seed: int = 50, by: str | None = None):
		by = by or self.mender
		if hazard.status == "Assigned":
			self.step(hazard, by, "Begin Rectifying")
		with self.as_user(by):
			photo = upload(seed, hazard, "photo_after")
		return self.step(hazard, by, "Report as Rectified", measure_taken="换了插座", photo_after=photo)

	def close(self, hazard, seed: int = 50):
		self.assign(hazard)
		self.mend(hazard, seed)
		return self.step(hazard, self.acceptor, "Accept Rectification", acceptance_note="看过了")

	def make_major(self, **values):
		return self.find(grade="Major", interim_measure="断电、拉警戒线", **values)
