"""For whoever has the server: `bench --site SITE campus-verify`, the check of the seal, and `campus-rotate-keys`, a new key for secrets."""

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


commands = [campus_verify, campus_rotate_keys]
