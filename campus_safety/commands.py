"""For whoever has the server: `bench --site SITE campus-verify`, the check of the seal, `campus-rotate-keys`, a new key for secrets, and
`campus-export`, everything as files."""

import click
import frappe
from frappe.commands import get_site, pass_context
from frappe.utils import now_datetime


@click.command("campus-verify")
@click.option("--checkpoint", default="", help="The line from paper or mail, CS1|…")
@click.option(
	"--file", "path", type=click.Path(exists=True, dir_okay=False), help="A text file that holds it"
)
@pass_context
def campus_verify(context, checkpoint: str, path: str | None) -> None:
	"""Check the seal of evidence; ends with 1 when something is wrong."""
	from campus_safety.engines.seal import verify  # asks the site, which is not known before

	if path:
		with open(path, encoding="utf-8") as file:
			checkpoint = file.read()
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		found = verify.in_words(verify.check(checkpoint, now_datetime()))
		frappe.db.commit()  # leaves that waited have their numbers
	finally:
		frappe.destroy()
	click.echo(f"{found['entries']} entries, {found['records']} records, root {found['root']}")
	if not checkpoint:
		click.echo("Without a checkpoint from outside: a cut end or everything written anew stays unseen.")
	for each in found["findings"]:
		click.echo(f"- {each['words']}")
	if found["more"]:
		click.echo(f"and {found['more']} more")
	click.echo("Whole." if found["whole"] else "NOT WHOLE.")
	raise SystemExit(0 if found["whole"] else 1)


@click.command("campus-rotate-keys")
@click.option("--drop-old", is_flag=True, help="Take the old keys out afterwards; older backups need them")
@click.option("--count", "only_count", is_flag=True, help="Only say which key each text needs")
@pass_context
def campus_rotate_keys(context, drop_old: bool, only_count: bool) -> None:
	"""A new key for what is secret: put in front, everything rewritten under it; ends with 1 when a text needs a lost key."""
	from campus_safety.access.secrets import add_key
	from campus_safety.engines.opening import key_rotation
	from campus_safety.exceptions import MissingKeyError

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		if not only_count:
			add_key()
			click.echo(f"{key_rotation.rewrite()} texts are under the new key.")
		for place, found in key_rotation.count().items():
			said = ", ".join(
				f"{number} lost" if key is None else f"{number} by key {key + 1}"
				for key, number in found.items()
			)
			click.echo(f"- {place.doctype}.{place.column}: {said}")
		if drop_old and not only_count:
			click.echo(f"{key_rotation.drop_old()} old keys taken out. Restart the workers.")
		frappe.db.commit()  # the seal's leaves
	except MissingKeyError as error:
		click.echo(str(error))
		raise SystemExit(1) from None
	finally:
		frappe.destroy()


@click.command("campus-export")
@click.option("--user", required=True, help="The account whose reach it is, and in whose name it is logged")
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False), help="An empty folder")
@click.option(
	"--reason",
	default="",
	help="With it protected records leave, too, that the account may open; each is logged",
)
@pass_context
def campus_export(context, user: str, folder: str, reason: str) -> None:
	"""Everything that an account may read as files: records, ledgers, attachments, a list with hashes."""
	from pathlib import Path

	from campus_safety.engines.ledgers import archive

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		if not frappe.db.get_value("User", user, "enabled"):
			raise click.ClickException(f"{user} is no account in use.")
		frappe.set_user(user)
		frappe.set_user_lang(user)
		made = archive.write_everything(Path(folder), now_datetime(), reason)
		frappe.db.commit()  # the lines in the access log
	except (FileExistsError, frappe.ValidationError) as error:
		raise click.ClickException(f"{error or 'Give a reason in a whole sentence.'}") from None
	finally:
		frappe.destroy()
	rows = sum(said.get("rows", 0) for said in made.files.values())
	click.echo(f"{rows} records in {len(made.files)} files; {archive.LIST} names them, with their hashes.")
	for what, why in sorted(made.left_out.items()):
		click.echo(f"- not in it: {what}: {why}")


commands = [campus_verify, campus_rotate_keys, campus_export]
