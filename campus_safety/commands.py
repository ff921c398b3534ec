"""`bench --site SITE campus-verify [--checkpoint TEXT | --file PATH]`: the check of the seal, for whoever has the server."""

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


commands = [campus_verify]
