"""The commands of `python3 sandbox`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sandbox.accounts import read_accounts, table
from sandbox.bench import Bench
from sandbox.benchmarks import run_benchmarks
from sandbox.ci import run_ci
from sandbox.commit_message import check_message
from sandbox.demo import demo, install_demo_data
from sandbox.errors import SandboxError
from sandbox.host import compare_hosts
from sandbox.layout import DEMO_SITE
from sandbox.linting import lint
from sandbox.new_doctype import new_doctype
from sandbox.processes import running
from sandbox.serve import Background, WebServer
from sandbox.site import environment, existing_sites, framework_command, require
from sandbox.testing import run_tests


def main(arguments: list[str] | None = None) -> int:
	sys.stdout.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
	options = parse(sys.argv[1:] if arguments is None else arguments)
	bench = Bench(Path(__file__).resolve().parent.parent)
	try:
		return COMMANDS[options.command](bench, options) or 0
	except SandboxError as error:
		print(f"\n{error}", file=sys.stderr)
		return error.exit_code
	except BrokenPipeError:
		# Whoever read the output (`| head`) has seen enough.
		sys.stdout = None
		return 0
	except KeyboardInterrupt:
		print("\nInterrupted; finished steps are kept. / 已中断，已完成的步骤会保留。", file=sys.stderr)
		return 130


def parse(arguments: list[str]) -> argparse.Namespace:
	"""The options of a command. What follows `--`, and what `test` does not know, is passed on in `rest`."""
	own, separator, passed_on = arguments, False, []
	if "--" in arguments:
		separator = True
		own, passed_on = arguments[: arguments.index("--")], arguments[arguments.index("--") + 1 :]
	options, unknown = parser().parse_known_args(own)
	if unknown and options.command not in ("test", "frappe"):
		parser().error(f"unrecognised arguments: {' '.join(unknown)}")
	if separator and options.command not in ("test", "frappe"):
		parser().error("-- passes arguments on, which only `test` and `frappe` do")
	options.rest = unknown + passed_on
	return options


def parser() -> argparse.ArgumentParser:
	top = argparse.ArgumentParser(prog="python3 sandbox", description=__doc__)
	commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

	def add(name: str, text: str) -> argparse.ArgumentParser:
		return commands.add_parser(name, help=text, description=text)

	command = add("demo", "make the demo campus and serve it")
	command.add_argument("--detach", action="store_true", help="return once it answers")
	command.add_argument("--port", type=int, help="default: 8000, or the next free one")
	add("up", "set up the bench and its servers, without a site")
	add("stop", "end every program of this sandbox")
	command = add("reset", "delete the sites and their data (--all: the whole .sandbox)")
	command.add_argument("--all", action="store_true", help="delete downloads and the virtualenv, too")
	add("status", "what runs, which sites there are")
	command = add("test", "lint and all tests on fresh sites; further arguments go to pytest")
	command.add_argument(
		"--host", action="store_true", help="the framework's own tests, with the app and without it"
	)
	command.add_argument("--site", help="run on this site as it is, without making anything anew")
	command.add_argument(
		"--keep-site", action="store_true", help="use test.localhost and e2e.localhost as they are"
	)
	command.add_argument(
		"--on",
		metavar="MOMENT",
		help='everything at another moment: "2027-02-06 00:10", in the school\'s zone',
	)
	command.add_argument(
		"--whole", action="store_true", help="every actor asks everything in the walks, not by turns"
	)
	command = add("lint", "ruff, eslint, prettier and mypy over the repository, as `test` begins with")
	command.add_argument("--fix", action="store_true", help="mend what they can mend by themselves")
	command = add("commit-message", "check the first line of a commit's message (CONTRIBUTING, Commits)")
	command.add_argument("file", type=Path)
	command = add("bench", "run benchmarks/ and print the table of ratios")
	command.add_argument("--small", action="store_true", help="few rows: only to see that they run")
	command = add(
		"new-doctype", "write the mould of a record about a student: fields, controller, test, rule"
	)
	command.add_argument("name", help='"Campus Prohibited Item"')
	command.add_argument("--module", required=True, help='"Campus Defence"')
	command.add_argument(
		"--room", required=True, help="its page in access/rules, declared, tests/world: defence"
	)
	add("ci", "all tests, part of them on another day, the benchmarks at a small size")
	command = add("frappe", "run a command of the framework: frappe [--site NAME] -- ARGS")
	command.add_argument("--site", default=DEMO_SITE)
	command = add("site", "make a further site with the app installed (again, if it exists)")
	command.add_argument("name", help="a bare word gets .localhost appended")
	command.add_argument("--demo", action="store_true", help="with the demo campus's data")
	command.add_argument(
		"--developer", action="store_true", help="developer mode: DocType changes go into files"
	)
	command.add_argument("--drop", action="store_true", help="delete the site instead")
	command = add("serve", "serve one site, in the background; code changes count at once")
	command.add_argument("name")
	command.add_argument("--port", type=int)
	command.add_argument("--workers", action="store_true", help="start background workers, too")
	return top


def full_name(site: str) -> str:
	return site if "." in site else f"{site}.localhost"


def command_demo(bench: Bench, options) -> int:
	return demo(bench, detach=options.detach, port=options.port)


def command_up(bench: Bench, options) -> None:
	bench.set_up(test_tools=True)
	print("The bench is ready: `python3 sandbox site NAME` makes a site.")


def command_stop(bench: Bench, options) -> None:
	with bench.locked("stopping"):
		stopped = bench.stop()
	print(f"Stopped: {', '.join(stopped)}" if stopped else "Nothing was running.")


def command_reset(bench: Bench, options) -> None:
	layout = bench.layout
	with bench.locked("resetting"):
		bench.stop()
		folders = [layout.home] if options.all else [layout.mariadb, layout.redis, layout.sites, layout.logs]
		for folder in folders:
			shutil.rmtree(folder, ignore_errors=True)
		layout.accounts.unlink(missing_ok=True)
		if not options.all:
			with bench.state.changing() as document:
				document.pop("sites", None)
	print("Reset. `python3 sandbox demo` begins anew.")


def command_status(bench: Bench, options) -> None:
	ports = bench.state.read().get("ports", {})
	programs = running(bench.layout)
	print("Running:" if programs else "Nothing runs.")
	for name, pid in programs.items():
		print(f"  {name:<20} pid {pid:<8}" + (f"port {ports[name]}" if name in ports else ""))
	if sites := existing_sites(bench.layout):
		print(f"Sites: {', '.join(sites)}")
	if accounts := read_accounts(bench.layout.accounts):
		print(f"Accounts of the demo:\n{table(accounts)}")


def command_test(bench: Bench, options) -> int:
	if options.host:
		return compare_hosts(bench, options.rest)
	if options.whole:
		os.environ["CAMPUS_WHOLE_WALKS"] = "1"
	site = full_name(options.site) if options.site else None
	if not options.on:
		return run_tests(bench, options.rest, site=site, keep=options.keep_site)
	with bench.at(options.on):
		return run_tests(bench, options.rest, site=site, keep=options.keep_site)


def command_lint(bench: Bench, options) -> int:
	failed = lint(bench, mend=options.fix)
	print(f"Lint failed: {', '.join(failed)}." if failed else "Lint is clean.")
	return 1 if failed else 0


def command_new_doctype(bench: Bench, options) -> None:
	for line in new_doctype(bench.layout.root, options.name, options.module, options.room):
		print(f"- {line}")


def command_commit_message(bench: Bench, options) -> int:
	found = check_message(options.file)
	for fault in found:
		print(f"commit message: {fault}", file=sys.stderr)
	return 1 if found else 0


def command_bench(bench: Bench, options) -> int:
	return run_benchmarks(bench, small=options.small)


def command_ci(bench: Bench, options) -> int:
	return run_ci(bench)


def command_frappe(bench: Bench, options) -> int:
	bench.set_up()
	site = full_name(options.site)
	require(bench.site(site))
	return subprocess.call(
		framework_command(bench.layout, site, *options.rest),
		cwd=bench.layout.sites,
		env={**os.environ, **environment(bench.layout)},
	)


def command_site(bench: Bench, options) -> None:
	bench.set_up()
	site = bench.site(full_name(options.name))
	with site.locked("making this site"):
		if options.drop:
			site.drop()
			print(f"Dropped {site.name}.")
			return
		site.create(allow_tests=1, developer_mode=int(options.developer))
		if options.demo:
			install_demo_data(site)
			print(table(read_accounts(site.accounts)))
	print(f"{site.name} is ready (Administrator / admin). `python3 sandbox serve {site.short}` serves it.")


def command_serve(bench: Bench, options) -> None:
	bench.set_up(app_assets=True)
	site = bench.site(full_name(options.name))
	require(site)
	web = WebServer(site)
	web.start(options.port, reload=True)
	if options.workers:
		Background(site).start_workers()
	print(f"{site.name}: {web.url}   log: {web.process.log}")


COMMANDS = {
	"demo": command_demo,
	"up": command_up,
	"stop": command_stop,
	"reset": command_reset,
	"status": command_status,
	"test": command_test,
	"lint": command_lint,
	"commit-message": command_commit_message,
	"bench": command_bench,
	"new-doctype": command_new_doctype,
	"ci": command_ci,
	"frappe": command_frappe,
	"site": command_site,
	"serve": command_serve,
}
