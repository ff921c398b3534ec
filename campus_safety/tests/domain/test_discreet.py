"""A fault is told without anybody's words in it."""

from unittest import TestCase

from traceback_with_variables import iter_exc_lines

from campus_safety.domain.discreet import (
	struck,
	texts_of,
	without_literals,
	without_quotes,
	without_values,
)

NOTE = "遗书 CANARY 'quoted'"


def fault(note: str, error: Exception) -> str:
	"""A traceback as the framework keeps it."""
	try:
		kept = {"note": note, "lines": [note, note + "\nFile x"]}
		raise error if kept else None
	except Exception:
		return "\n".join(iter_exc_lines())


class TestWithoutValues(TestCase):
	def test_variables_go_and_places_stay(self) -> None:
		for error in (ValueError(NOTE), KeyError(NOTE), RuntimeError(f"cannot take {NOTE!r} as a day")):
			told = without_values(fault(NOTE, error))
			self.assertNotIn("CANARY", told)
			self.assertNotIn("遗书", told)
			self.assertIn("test_discreet.py", told)
			self.assertIn("raise error if kept", told)
			self.assertIn(type(error).__name__, told.split("\n")[-1])

	def test_what_is_no_value_of_the_message_stays(self) -> None:
		told = without_values(fault("x", TypeError("combine() argument 1 must be datetime.date, not dict")))
		self.assertTrue(
			told.endswith("TypeError: combine() argument 1 must be datetime.date, not dict"), told
		)

	def test_a_number_of_the_database(self) -> None:
		error = RuntimeError("(1292, \"Incorrect value: 'CANARY'\")")
		self.assertTrue(without_values(fault("x", error)).endswith("RuntimeError: (1292, …)"))

	def test_twice_is_once(self) -> None:
		once = without_values(fault(NOTE, ValueError(NOTE)))
		self.assertEqual(without_values(once), once)

	def test_a_plain_message(self) -> None:
		self.assertEqual(without_values(f"Row {NOTE} failed"), "Row … CANARY … failed")
		self.assertEqual(without_values(""), "")
		self.assertEqual(without_values(None), "")


class TestWithoutQuotes(TestCase):
	def test_what_the_request_says(self) -> None:
		self.assertEqual(
			without_quotes("bad value my plain note here", {"my plain note"}), "bad value … here"
		)
		self.assertEqual(without_quotes("is it", {"it"}), "is it")

	def test_database_errors(self) -> None:
		self.assertEqual(
			without_quotes(
				"(1292, \"Incorrect date value: '2026-13-01 CANARY' for column `a`.`b` at row 1\")"
			),
			"(1292, …)",
		)
		self.assertEqual(without_quotes("Duplicate entry 'CANARY for key"), "Duplicate entry …")
		self.assertEqual(without_quotes("no student 2026010112 with 13800009991"), "no student … with …")


class TestQueriesAndForms(TestCase):
	def test_literals(self) -> None:
		query = "INSERT INTO `tabX` (`a`, `b`) VALUES ('it\\'s CANARY', 'O''CANARY', 5, 'end \\\\')"
		self.assertEqual(without_literals(query), "INSERT INTO `tabX` (`a`, `b`) VALUES (?, ?, 5, ?)")
		self.assertEqual(without_literals("select 'CANARY"), "select ?")

	def test_forms(self) -> None:
		form = {"cmd": "save", "doctype": "X", "doc": "CANARY", "rows": [1, 2], "n": 5, "CANARY key": 1}
		outlined = struck(form)
		self.assertEqual((outlined["cmd"], outlined["doctype"]), ("save", "X"))
		self.assertEqual(outlined["doc"], "… (str of 6)")
		self.assertEqual(outlined["rows"], "… (list of 2)")
		self.assertNotIn("CANARY", str(outlined))

	def test_texts_inside_json(self) -> None:
		self.assertEqual(
			texts_of({"doc": '{"a": ["one", {"b": "two"}]}', "n": 1}),
			{'{"a": ["one", {"b": "two"}]}', "one", "two"},
		)
		self.assertEqual(texts_of("[broken"), {"[broken"})
