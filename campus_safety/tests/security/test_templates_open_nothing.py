"""No template, notification, print format, script or console reads the text of a protected record (found/security.md C3, H3).

An administrator of the site writes templates, and a template reaches every attribute of a document without its reader's
rights. Only a person of the circle opens text, by a request of their own and with a reason.
"""

import json

import frappe

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain import roles as r
from campus_safety.engines.opening.reveal import get_plain_fields
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import get_world

LEDGER = "Campus Risk Ledger"
MARK = "campus-test-template"
REASON = "模板里的理由"
SECRET = "CANARY-"
EVENTS = ("before_insert", "before_validate", "validate", "before_save", "on_update")
# the endpoints that open text, with what a template would hand them
OPENING = {
	"campus_safety.api.records.reveal": "doctype=dt, name=n, reason=why",
	"campus_safety.api.records.read_granted": "doctype=dt, name=n",
	"campus_safety.api.risk.open_facts": "ledger=n, reason=why",
	"campus_safety.api.ledgers.print_record": "doctype=dt, name=n, reason=why",
	"campus_safety.api.ledgers.print_ledger": "doctype=dt, reason=why",
	"campus_safety.api.ledgers.export_ledger": "doctype=dt, reason=why",
	"campus_safety.api.students.reveal_id_no": "student=d.student, reason=why",
}


def opening_lines(doctype: str, name: str) -> str:
	return (
		f"{{% set dt = {doctype!r} %}}{{% set n = {name!r} %}}{{% set why = {REASON!r} %}}"
		"{% set d = frappe.get_doc(dt, n) %}"
	)


def texts_of(doctype: str, name: str) -> list[str]:
	return [text for text in get_plain_fields(frappe.get_doc(doctype, name))["fields"].values() if text]


def record_with_text(doctype: str) -> str | None:
	"""The oldest one of the world with something to betray."""
	names = frappe.get_all(doctype, pluck="name", order_by="creation asc", limit=20)
	return next((name for name in names if texts_of(doctype, name)), None)


class TestEveryAttribute(CampusTestCase):
	"""Every protected DocType × every attribute × every way to call it; what the app gives the document by more ways.

	A method that several inherit is one method: it is called on the first of them, the ledger before all others. Of the
	ledger both accounts ask everything, of the others by turns.
	"""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()
		cls.records = [
			(doctype, record_with_text(doctype))
			for doctype, rule in sorted(RULES.items(), key=lambda rule: (rule[0] != LEDGER, rule[0]))
			if doctype in PROTECTED and not rule.parent and (rule.secrets or rule.child_secrets)
		]

	def render(self, template: str, context: dict | None = None) -> str:
		"""What the template shows, "" where it is refused; nothing it writes is kept."""
		frappe.db.savepoint("campus_template")
		try:
			return str(frappe.render_template(template, context or {}))
		except Exception as error:
			return f"refused: {error}"
		finally:
			frappe.db.rollback(save_point="campus_template")
			frappe.local.message_log = []

	def attributes(self, doctype: str, name: str, called: set):
		"""(an attribute, the ways to call it)."""
		doc = frappe.get_doc(doctype, name)
		_row, field = next(iter(doc.secret_places()))
		own = {
			name
			for kind in type(doc).__mro__
			if kind.__module__.startswith("campus_safety")
			for name in vars(kind)
		}
		for attribute in dir(doc):
			if attribute.startswith("__") or attribute in (
				"lock",
				"unlock",
				"queue_action",
			):  # files, not text
				continue
			method = getattr(type(doc), attribute, None)
			if callable(method) and method in called:
				continue
			called.add(method if callable(method) else None)
			ways = ("", "d", f"'{field}'", f"d, '{field}'") if attribute in own else (f"'{field}'",)
			yield [f"{{{{ d.{attribute} }}}}"] + [
				template
				for way in ways
				for template in (
					f"{{{{ d.{attribute}({way}) }}}}",
					f"{{{{ d.run_method('{attribute}'{', ' + way if way else ''}) }}}}",
				)
			]

	def test_no_attribute_gives_plain_text(self) -> None:
		tried, ciphertext, called = 0, 0, {"administrator_of_site": set(), "psych_head": set()}
		for doctype, name in self.records:
			self.assertTrue(name, f"no {doctype} of the world has a text")
			secrets = texts_of(doctype, name)
			for actor, who in enumerate(called):
				with self.as_user(self.world.users[who]):
					for place, ways in enumerate(self.attributes(doctype, name, called[who])):
						if doctype != LEDGER and not has_turn(actor, len(called), place):
							continue
						given = {
							"d": frappe.get_doc(doctype, name)
						}  # as the template's own `frappe.get_doc` has it
						for template in ways:
							shown = self.render(template, given)
							tried += 1
							ciphertext += "enc:1:" in shown
							for secret in secrets:
								self.assertNotIn(secret, shown, f"{doctype} as {who}: {template}")
		self.assertGreater(tried, 1000)
		self.assertGreater(ciphertext, 10, "the templates did reach the document")

	def test_no_guess_is_answered(self) -> None:
		"""Text that comes back unchanged keeps its ciphertext: for the circle, who knows it, alone."""
		guess = "{% set x = d.load_doc_before_save() %}{% set x = d.set('medication', g) %}{% set x = d.keep_unchanged_ciphertext() %}{{ d.medication }}"
		doctype, name = LEDGER, self.world.ledger
		right = get_plain_fields(frappe.get_doc(doctype, name))["fields"]["medication"]
		for who, answered in (("administrator_of_site", False), (None, False), ("psych_head", True)):
			with self.as_user(self.world.users[who] if who else "Administrator"):
				shown = self.render(opening_lines(doctype, name) + f"{{% set g = {right!r} %}}" + guess)
			self.assertEqual("enc:1:" in shown, answered, f"{who}: {shown}")

	def test_a_notification_sees_what_somebody_types_as_ciphertext(self) -> None:
		"""On the events of the very save in which it is typed; the framework runs it for whoever saves."""
		self.addCleanup(frappe.cache.delete_value, "notifications")
		for number, event in enumerate(EVENTS):
			frappe.get_doc(
				{
					"doctype": "Notification",
					"name": f"{MARK}-{number}",
					"subject": f"{MARK} {event} {{{{ doc.factor_detail }}}}",
					"message": f"{MARK} {{{{ doc.factor_detail }}}}",
					"document_type": LEDGER,
					"event": "Method",
					"method": event,
					"channel": "System Notification",
					"recipients": [{"receiver_by_role": r.SYSTEM_MANAGER}],
				}
			).insert()
		student = make.make_student("TPL001", self.world.units["class_1"])
		with self.as_user(self.world.users["counsellor"]):
			ledger = make.make_ledger(student, factor_detail="CANARY-typed")
			ledger.factor_detail = "CANARY-typed again"
			ledger.save()
		told = frappe.get_all(
			"Notification Log",
			filters={"subject": ("like", f"%{MARK}%")},
			fields=["subject", "email_content"],
		)
		for event in EVENTS:
			self.assertTrue([row for row in told if event in row.subject], f"{event}: the notification ran")
		self.assertNotIn("CANARY", str(told))

	def test_a_template_opens_nothing_in_the_name_of_its_reader(self) -> None:
		for endpoint, arguments in OPENING.items():
			template = (
				opening_lines(LEDGER, self.world.ledger) + f"{{{{ frappe.call('{endpoint}', {arguments}) }}}}"
			)
			with self.as_user(self.world.users["psych_head"]):
				shown = self.render(template)
			self.assertTrue(shown.startswith("refused"), endpoint)
			self.assertNotIn(SECRET, shown, endpoint)


class TestEngines(WorldTestCase):
	"""The same over HTTP, with each DocType that renders templates."""

	def setUp(self) -> None:
		super().setUp()
		self.made: list[tuple[str, str]] = []
		self.addCleanup(self.remove)
		self.administrator = HttpClient(self.world.users["administrator_of_site"])

	def remove(self) -> None:
		frappe.set_user("Administrator")
		for doctype, name in self.made:
			frappe.delete_doc(doctype, name, force=True, ignore_missing=True)
		frappe.db.delete("Notification Log", {"subject": ("like", f"%{MARK}%")})
		frappe.db.commit()
		frappe.cache.delete_value("notifications")

	def make(self, client: HttpClient, doctype: str, **values) -> str:
		answer = client.post(f"/api/resource/{doctype}", **values)
		self.assertEqual(answer.status_code, 200, answer.text[-2000:])
		name = answer.get_json()["data"]["name"]
		self.made.append((doctype, name))
		return name

	@property
	def attacks(self) -> list[str]:
		ways = [
			"{{ d.get_plain(d, 'medication') }}",
			"{{ d.run_method('get_plain', d, 'medication') }}",
			"{{ d.as_json() }}",
			"{{ frappe.get_print(dt, n) }}",
			*(f"{{{{ frappe.call('{endpoint}', {given}) }}}}" for endpoint, given in OPENING.items()),
		]
		return [opening_lines(LEDGER, self.world.ledger) + way for way in ways]

	def test_email_template(self) -> None:
		method = "frappe.email.doctype.email_template.email_template.get_email_template"
		readers = ("administrator_of_site", "psych_head", "counsellor", "pupil", "far_lead")
		for number, attack in enumerate(self.attacks):
			name = f"{MARK}-{number}"
			self.make(self.administrator, "Email Template", name=name, subject=MARK, response=attack)
			for who in readers:
				answer = HttpClient(self.world.users[who]).call(method, template_name=name, doc="{}")
				self.assertNotIn("CANARY-m", answer.text, f"{who}: {attack}")
				self.assertNotIn("CANARY-f", answer.text, f"{who}: {attack}")

	def test_print_format(self) -> None:
		todo = self.make(self.administrator, "ToDo", description=MARK)
		for number, attack in enumerate(self.attacks):
			name = f"{MARK}-{number}"
			self.make(
				self.administrator,
				"Print Format",
				name=name,
				doc_type="ToDo",
				custom_format=1,
				print_format_type="Jinja",
				html=attack,
			)
			answer = self.administrator.get(
				"/api/method/frappe.www.printview.get_html_and_style",
				doc="ToDo",
				name=todo,
				print_format=name,
			)
			self.assertNotIn("CANARY-m", answer.text, attack)
			self.assertNotIn("CANARY-f", answer.text, attack)

	def test_console(self) -> None:
		code = f"log(frappe.get_doc({LEDGER!r}, {self.world.ledger!r}).get_plain(None, 'medication'))"
		reveal = f"log(frappe.call('campus_safety.api.records.reveal', doctype={LEDGER!r}, name={self.world.ledger!r}, reason={REASON!r}))"
		for console in (code, reveal):
			doc = {"doctype": "System Console", "type": "Python", "console": console}
			for user in (self.world.users["administrator_of_site"], "Administrator"):
				answer = HttpClient(user).call(
					"frappe.desk.doctype.system_console.system_console.execute_code", doc=json.dumps(doc)
				)
				self.assertNotIn("CANARY-medication", answer.text, console)

	def test_administrator_prints_no_text(self) -> None:
		ask = {"doctype": LEDGER, "name": self.world.ledger, "reason": "谈话准备"}
		path = "campus_safety.api.ledgers.print_record"
		for user, status in (
			("Administrator", 403),
			(self.world.users["administrator_of_site"], 403),
			(self.world.users["far_lead"], 403),
			(self.world.users["psych_head"], 200),
		):
			answer = HttpClient(user).call(path, **ask)
			self.assertEqual(answer.status_code, status, f"{user} {answer.text[-800:]}")
			self.assertEqual("CANARY-medication" in answer.get_json().get("message", ""), status == 200, user)

	def test_a_changed_form_is_not_used_for_protected_records(self) -> None:
		"""A form is a template too: it would carry the opened text wherever its author wants."""
		form = "Campus Risk Ledger Form"
		before = frappe.db.get_value("Print Format", form, ["html", "module", "standard"], as_dict=True)
		self.addCleanup(lambda: (frappe.db.set_value("Print Format", form, before), frappe.db.commit()))
		frappe.db.set_value(
			"Print Format",
			form,
			{"html": f"{MARK} {{{{ doc.medication }}}}", "module": "Core", "standard": "No"},
		)
		frappe.db.commit()
		answer = HttpClient(self.world.users["psych_head"]).call(
			"campus_safety.api.ledgers.print_record",
			doctype=LEDGER,
			name=self.world.ledger,
			reason="谈话准备",
		)
		self.assertIn("CANARY-medication", answer.get_json()["message"])
		self.assertNotIn(MARK, answer.get_json()["message"])
