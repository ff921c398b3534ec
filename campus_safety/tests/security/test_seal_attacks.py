"""What somebody with the database, or with the database and the keys, does by hand; and what names it (found/security.md H1).

The attacker here writes committed SQL, as one does at the database's prompt. What was there before is put back by hand, too.
"""

from datetime import timedelta
from secrets import token_bytes, token_hex

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.seal.leaf import Leaf, canonical, digest, mark, plain
from campus_safety.domain.seal.tree import Frontier, grow
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import checkpoints, content, keys, leaves, sequence, verify
from campus_safety.engines.seal.check_records import check_records
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR

LEAF, TREE, CHECKPOINT, TALK, LOG = (
	"Campus Seal Leaf",
	"Campus Seal Tree",
	"Campus Seal Checkpoint",
	"Campus Heart Talk",
	"Campus Access Log",
)
KEPT = (LEAF, TREE, CHECKPOINT, TALK, LOG, "Campus Seal Check")
TALKS = 6


class Attack(WorldTestCase):
	"""Six talks and lines of the log, a checkpoint of yesterday on paper, and some entries since."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.drop_checkpoints()  # of earlier runs on this site
		cls.talks = [
			make.make_talk(NEIGHBOUR, content=f"封存攻击第{number}次").name for number in range(TALKS)
		]
		cls.lines = [access_log.record("Reveal", TALK, talk, reason="谈话前查看") for talk in cls.talks]
		for bent in check_records([])[1]:  # what other tests have bent in this site's records is theirs
			leaves.follow_rows(bent.doctype, [bent.name])
		cls.yesterday = now_datetime() - timedelta(days=1)
		sequence.run(now_datetime())
		cls.paper = cls.text_of(checkpoints.take(cls.yesterday))
		cls.later = make.make_talk(NEIGHBOUR, content="封签之后").name
		sequence.run(now_datetime())
		frappe.db.commit()
		for doctype in KEPT:
			frappe.db.sql_ddl(f"create or replace table `test {doctype}` as select * from `tab{doctype}`")

	@classmethod
	def tearDownClass(cls) -> None:
		cls.put_back()
		for doctype in KEPT:
			frappe.db.sql_ddl(f"drop table `test {doctype}`")
		cls.drop_checkpoints()
		for name in (*cls.talks, cls.later):
			frappe.delete_doc(TALK, name, force=True)
		frappe.db.commit()
		super().tearDownClass()

	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(self.put_back)

	@staticmethod
	def drop_checkpoints() -> None:
		names = frappe.get_all(CHECKPOINT, pluck="name")
		frappe.db.delete(CHECKPOINT)
		leaves.follow_rows(CHECKPOINT, names)

	@staticmethod
	def put_back() -> None:
		frappe.db.rollback()
		for doctype in KEPT:
			frappe.db.sql(f"delete from `tab{doctype}`")
			frappe.db.sql(f"insert into `tab{doctype}` select * from `test {doctype}`")
		frappe.db.commit()

	@staticmethod
	def text_of(checkpoint: str) -> str:
		return frappe.db.get_value(CHECKPOINT, checkpoint, "text")

	# what an attacker does

	def sql(self, statement: str, *values) -> None:
		frappe.db.sql(statement, values)
		frappe.db.commit()

	def leaf_of(self, name: str, **more):
		return frappe.db.get_value(
			LEAF, {"reference_name": name, **more}, "*", as_dict=True, order_by="version desc"
		)

	def make_digest(self, doctype: str, name: str) -> tuple[str, str]:
		"""(salt, digest) of the record as it is now: the code is public."""
		salt, layout = token_bytes(16), content.get_layout(doctype)
		text = canonical(content.read_contents(doctype, [name], layout)[name])
		return salt.hex(), digest(salt, text)

	def restamp(self, with_keys: bool, sign: bool = True) -> None:
		"""Number all leaves anew, with a tree and checkpoints that fit; marks and signatures only with the keys."""
		rows = frappe.db.sql(
			f"select * from `tab{LEAF}` where sequence > 0 order by sequence, name", as_dict=True
		)
		key, tree = keys.get_mark_key(), Frontier()
		numbers = []
		for number, row in enumerate(rows, start=1):
			text = leaves.text_of(row)
			grow(tree, [text.encode()])
			numbers.append((row.name, number, mark(key, text, number) if with_keys else row.mark))
		for name, number, new in numbers:
			frappe.db.sql(
				f"update `tab{LEAF}` set sequence = %s, `mark` = %s where name = %s", (number, new, name)
			)
		frappe.db.delete(CHECKPOINT)
		sequence.keep(tree, now_datetime())
		if with_keys and sign:
			checkpoints.take(self.yesterday)
		frappe.db.commit()

	# what is found

	def first(self, paper: bool = True) -> dict:
		frappe.db.rollback()  # a new snapshot
		found = verify.in_words(verify.check(self.paper if paper else None, now_datetime()))
		return (found["findings"] or [{"fault": "", "name": "", "sequence": 0, "last": 0}])[0]

	def assert_found(self, fault: str, name: str | None = None, paper: bool = True) -> dict:
		found = self.first(paper)
		self.assertEqual(found["fault"], fault, found.get("words"))
		if name:
			self.assertEqual(found["name"], name)
			self.assertIn(name, found["words"])
		return found


class TestByTheDatabase(Attack):
	"""A dump is put back, `System Console`, the database's own prompt: without the site's configuration."""

	def test_untouched_it_is_whole(self) -> None:
		self.assert_found("")
		self.assert_found("", paper=False)

	def test_an_edit_names_the_record(self) -> None:
		self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", self.talks[2])
		found = self.assert_found("Record Changed", self.talks[2])
		self.assertEqual(found["sequence"], self.leaf_of(self.talks[2]).sequence)

	def test_an_edited_line_of_the_access_log_names_it(self) -> None:
		self.sql(f"update `tab{LOG}` set user = 'Guest', reason = '审核签字' where name = %s", self.lines[3])
		self.assert_found("Record Changed", self.lines[3])

	def test_an_edit_with_a_new_digest_names_the_record(self) -> None:
		self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", self.talks[2])
		salt, made = self.make_digest(TALK, self.talks[2])
		self.sql(
			f"update `tab{LEAF}` set salt = %s, digest = %s where reference_name = %s",
			salt,
			made,
			self.talks[2],
		)
		self.assert_found("Entry Changed", self.talks[2])
		self.assert_found("Entry Changed", self.talks[2], paper=False)

	def test_of_two_edits_the_first_is_named_first(self) -> None:
		for talk in (self.talks[4], self.talks[1]):
			self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", talk)
		self.assert_found("Record Changed", self.talks[1])

	def test_a_deleted_record_is_named(self) -> None:
		self.sql(f"delete from `tab{TALK}` where name = %s", self.talks[3])
		self.assert_found("Record Deleted", self.talks[3])

	def test_a_record_deleted_with_its_leaves_leaves_a_gap(self) -> None:
		gone = self.leaf_of(self.talks[3]).sequence
		self.sql(f"delete from `tab{TALK}` where name = %s", self.talks[3])
		self.sql(f"delete from `tab{LEAF}` where reference_name = %s", self.talks[3])
		self.assertEqual(self.assert_found("Entry Missing")["sequence"], gone)

	def test_a_closed_gap_is_named_where_it_was(self) -> None:
		gone = self.leaf_of(self.talks[3]).sequence
		self.sql(f"delete from `tab{TALK}` where name = %s", self.talks[3])
		self.sql(f"delete from `tab{LEAF}` where reference_name = %s", self.talks[3])
		self.sql(f"update `tab{LEAF}` set sequence = sequence - 1 where sequence > %s", gone)
		self.assertEqual(self.assert_found("Entry Changed")["sequence"], gone)

	def insert_back(self, days: int = 30) -> str:
		"""A talk that was never held, as if it had been written a month ago."""
		name = f"HT-back-{token_hex(3)}"
		columns = ", ".join(
			f"`{each}`" for each in frappe.db.get_table_columns(TALK) if each not in ("name", "creation")
		)
		self.sql(
			f"insert into `tab{TALK}` (name, creation, {columns}) select %s, %s, {columns} from `tab{TALK}` where name = %s",
			name,
			now_datetime() - timedelta(days=days),
			self.talks[0],
		)
		return name

	def insert_leaf(self, name: str, own_mark: str, sequence_number: int = 0) -> None:
		salt, made = self.make_digest(TALK, name)
		layout = content.get_layout(TALK).name()
		at = now_datetime() - timedelta(days=30)
		leaf = Leaf("Record", TALK, name, 1, layout, "sha256", made, "Administrator", plain(at))
		if own_mark == "right":
			own_mark = mark(keys.get_mark_key(), leaf.text(), sequence_number)
		columns = (*leaves.FIELDS, "salt", "sequence", "mark", "creation", "modified")
		leaves.insert_rows(
			LEAF,
			("name", *columns),
			[(token_hex(8), *leaf[:-1], at, salt, sequence_number, own_mark, at, at)],
		)
		frappe.db.commit()

	def test_a_record_put_in_is_named(self) -> None:
		name = self.insert_back()
		self.assert_found("Record Without Seal", name)

	def test_with_a_leaf_of_its_own_making_it_is_named_and_never_numbered(self) -> None:
		name = self.insert_back()
		self.insert_leaf(name, token_hex(32))
		self.assert_found("Entry Not Written by the App", name)
		self.assertEqual(self.leaf_of(name).sequence, 0)

	def test_put_between_the_entries_it_is_named(self) -> None:
		name, place = self.insert_back(), self.leaf_of(self.talks[2]).sequence
		self.sql(
			f"update `tab{LEAF}` set sequence = sequence + 1 where sequence >= %s order by sequence desc",
			place,
		)
		self.insert_leaf(name, token_hex(32), place)
		self.assert_found("Entry Changed", name)

	def test_a_cut_tail_is_named_by_the_checkpoint_kept_here(self) -> None:
		known, cut = checkpoints.get_latest().size, self.leaf_of(self.lines[4]).sequence
		self.sql(f"delete from `tab{LEAF}` where sequence > %s", cut)
		for paper in (True, False):
			found = self.assert_found("Entries Cut", paper=paper)
			self.assertEqual((found["sequence"], found["last"]), (cut + 1, known))

	def test_everything_restamped_names_the_record(self) -> None:
		self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", self.talks[2])
		salt, made = self.make_digest(TALK, self.talks[2])
		self.sql(
			f"update `tab{LEAF}` set salt = %s, digest = %s where reference_name = %s",
			salt,
			made,
			self.talks[2],
		)
		self.restamp(with_keys=False)
		self.assert_found("Entry Changed", self.talks[2])
		self.assert_found("Entry Changed", self.talks[2], paper=False)

	def test_a_bent_tree_is_named_and_not_signed(self) -> None:
		tree = sequence.get_frontier()
		tree.peaks[-1] = b"x" * 32
		sequence.keep(tree, now_datetime())
		frappe.db.commit()
		self.assert_found("Tree Changed", paper=False)
		checkpoints.take(now_datetime())  # the one of yesterday is there already
		frappe.db.commit()
		self.assert_found("")

	def test_a_checkpoint_changed_here_is_named(self) -> None:
		name = frappe.db.get_value(CHECKPOINT, {}, "name")
		forged = checkpoints.get_latest()._replace(size=3)
		self.sql(f"update `tab{CHECKPOINT}` set text = %s where name = %s", forged.text(), name)
		found = verify.check(None, now_datetime())
		self.assertIn(
			name, [each["name"] for each in found["findings"] if each["fault"] == "Checkpoint Changed"]
		)


class TestWithTheKeys(TestByTheDatabase):
	"""Who has the database and `site_config.json`: everything here fits together again. The paper does not."""

	def test_everything_restamped_names_the_record(self) -> None:
		"""The record cannot be told any more; between which entries it lies can, and which checkpoint still holds."""
		self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", self.talks[2])
		salt, made = self.make_digest(TALK, self.talks[2])
		self.sql(
			f"update `tab{LEAF}` set salt = %s, digest = %s where reference_name = %s",
			salt,
			made,
			self.talks[2],
		)
		self.restamp(with_keys=True)
		self.assert_found("", paper=False)
		found = self.assert_found("Rewritten")
		self.assertTrue(found["sequence"] <= self.leaf_of(self.talks[2]).sequence <= found["last"])

	def test_a_deleted_record_is_named(self) -> None:
		self.sql(f"delete from `tab{TALK}` where name = %s", self.talks[3])
		self.sql(f"delete from `tab{LEAF}` where reference_name = %s", self.talks[3])
		self.restamp(with_keys=True)
		self.assert_found("", paper=False)
		self.assert_found("Rewritten")

	def test_a_cut_tail_is_named_by_the_checkpoint_kept_here(self) -> None:
		"""No checkpoint is kept here any more: the paper alone knows how many entries there were."""
		known = checkpoints.get_latest().size
		cut = self.leaf_of(self.lines[4]).sequence
		for name in (self.lines[5], self.later):
			self.sql(f"delete from `tab{TALK}` where name = %s", name)
			self.sql(f"delete from `tab{LOG}` where name = %s", name)
		self.sql(f"delete from `tab{LEAF}` where sequence > %s", cut)
		self.restamp(with_keys=True, sign=False)
		self.assert_found("", paper=False)
		found = self.assert_found("Entries Cut")
		self.assertEqual((found["sequence"], found["last"]), (cut + 1, known))

	def test_a_record_put_in_is_named(self) -> None:
		"""With a leaf and a right mark, after the checkpoint: it says it is older than that."""
		name = self.insert_back()
		self.insert_leaf(name, "right")
		self.assert_found("Sealed Too Late", name)

	def test_several_checkpoints_narrow_it_down(self) -> None:
		"""A month of mails: the last that holds and the first that does not have the night between them."""
		papers = [self.paper]
		for day in (1, 2):
			make.make_talk(NEIGHBOUR, content=f"第{day}晚之前")
			papers.append(self.text_of(checkpoints.take(now_datetime() + timedelta(days=day))))
		frappe.db.commit()
		victim = frappe.db.get_value(LEAF, {"sequence": checkpoints.get_all()[1][1].size}, "reference_name")
		self.sql(f"update `tab{LEAF}` set digest = %s where reference_name = %s", "0" * 64, victim)
		self.restamp(with_keys=True)
		frappe.db.rollback()
		found = verify.check("\n".join(papers), now_datetime())
		of_tree = next(each for each in found["findings"] if each["fault"] == "Rewritten")
		sizes = [checkpoints.parse(paper).size for paper in papers]
		self.assertEqual((of_tree["sequence"], of_tree["last"]), (sizes[0] + 1, sizes[1]))


class TestWhoMayCheck(Attack):
	ALLOWED = ("Campus Discipline Office", "Campus School Leader", "System Manager")

	def test_the_page_is_for_its_roles(self) -> None:
		for role, user in self.world.by_role.items():
			with self.subTest(role):
				status = 200 if role in self.ALLOWED else 403
				for method, http in (("get_standing", "GET"), ("check", "POST")):
					answer = HttpClient(user).call(f"campus_safety.api.seal.{method}", http)
					self.assertEqual(answer.status_code, status, answer.get_data(as_text=True)[:300])

	def test_a_text_that_is_no_checkpoint_is_refused_and_a_foreign_one_too(self) -> None:
		user = HttpClient(self.world.by_role["Campus Discipline Office"])
		latest = checkpoints.get_latest()
		foreign = latest._replace(signature=b"\0" * 64)
		for text in ("今天的封签", "CS1|x|1", foreign.text()):
			answer = user.call("campus_safety.api.seal.check", checkpoint=text)
			self.assertEqual(answer.status_code, 417, text)

	def test_what_was_found_is_told_without_content(self) -> None:
		self.sql(f"update `tab{TALK}` set content = 'CANARY-bent' where name = %s", self.talks[2])
		user = HttpClient(self.world.by_role["Campus Discipline Office"])
		name = user.call("campus_safety.api.seal.check", checkpoint=self.paper).get_json()["message"]
		answer = user.call("campus_safety.api.seal.get_outcome", "GET", name=name)
		found = answer.get_json()["message"]
		self.assertEqual(found["status"], "Broken")
		self.assertIn(self.talks[2], found["found"]["first"])
		self.assertNotIn("CANARY", answer.get_data(as_text=True))


class TestTheCommand(Attack):
	def run_it(self, *arguments: str) -> tuple[int, str]:
		from threading import Thread

		from click.testing import CliRunner

		from campus_safety.commands import campus_verify

		context, answer = (
			frappe._dict(sites=[frappe.local.site], force=False, verbose=False, profile=False),
			[],
		)
		thread = Thread(
			target=lambda: answer.append(CliRunner().invoke(campus_verify, list(arguments), obj=context))
		)
		thread.start()
		thread.join()
		return answer[0].exit_code, answer[0].output

	def test_whole_and_broken(self) -> None:
		code, said = self.run_it("--checkpoint", self.paper)
		self.assertEqual((code, "Whole." in said), (0, True), said)
		self.sql(f"update `tab{TALK}` set content = '从未说过' where name = %s", self.talks[2])
		code, said = self.run_it("--checkpoint", self.paper)
		self.assertEqual((code, self.talks[2] in said), (1, True), said)
