"""The app's life on a site, through the framework's own commands: install, migrate, uninstall, install again.

What an administrator changed on the Desk is still there after a migrate; nothing of ours is left after an uninstall.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SITES = REPOSITORY / ".sandbox" / "bench" / "sites"
SITE = "lifecycle"

CUSTOMISE = """
import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.permissions import add_permission

create_custom_field("Campus Risk Ledger", {"fieldname": "custom_dorm_leader", "fieldtype": "Data", "label": "楼长"})
make_property_setter("Campus Home Visit", "findings", "label", "走访发现", "Data")
add_permission("Campus Home Visit", "Campus Quality Office", 0)
frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "院内会商"}).insert()
workflow = frappe.get_doc("Workflow", "Campus Risk Ledger Workflow")
workflow.append("states", {"state": "院内会商", "doc_status": "0", "allow_edit": "Campus College Lead",
	"update_field": "status", "update_value": "Supporting"})
workflow.append("transitions", {"state": "Supporting", "action": "File Ledger", "next_state": "院内会商",
	"allowed": "Campus College Lead", "allow_self_approval": 1})
workflow.save()
frappe.db.set_value("Campus Risk Level", "Yellow", "dispatch_every_days", 10)
frappe.db.set_single_value("Campus Safety Settings", "late_entry_hours", 48)
for date, name, kind in (("2026-10-07", "校庆补课", "Make-up Day"), ("2031-01-01", "元旦", "Holiday")):
	frappe.get_doc({"doctype": "Campus Public Holiday", "date": date, "holiday_name": name, "kind": kind}).insert()
# what somebody did behind the app's back to a day that ships with it
frappe.db.set_value("Campus Public Holiday", "2026-10-01", "holiday_name", "改")
# a new version of the app: its DocTypes are read again although their files did not change
for doctype in ("Campus Risk Ledger", "Campus Home Visit", "Campus Risk Level", "Campus Safety Settings"):
	frappe.db.set_value("DocType", doctype, "migration_hash", "old")
frappe.db.commit()
"""

LOOK = """
import json
import frappe
workflow = frappe.get_doc("Workflow", "Campus Risk Ledger Workflow")
print("FOUND " + json.dumps({
	"field": bool(frappe.get_meta("Campus Risk Ledger").get_field("custom_dorm_leader")),
	"label": frappe.get_meta("Campus Home Visit").get_field("findings").label,
	"state": "院内会商" in [row.state for row in workflow.states],
	"active": workflow.is_active,
	"workflows": frappe.db.count("Workflow", {"document_type": "Campus Risk Ledger"}),
	"role": frappe.db.count("Custom DocPerm", {"parent": "Campus Home Visit", "role": "Campus Quality Office"}),
	"days": frappe.db.get_value("Campus Risk Level", "Yellow", "dispatch_every_days"),
	"hours": frappe.db.get_single_value("Campus Safety Settings", "late_entry_hours"),
	"log": frappe.db.count("Campus Access Log"),
	"holidays": [list(map(str, row)) for row in frappe.get_all("Campus Public Holiday", {"shipped": 0},
		["name", "holiday_name", "kind", "modified"], order_by="name", as_list=True)],
	"key": frappe.conf.campus_safety_keys,
}))
"""

SHIPPED = """
import json
import frappe
print("FOUND " + json.dumps({
	"days": frappe.db.count("Campus Public Holiday", {"shipped": 1}),
	"name": frappe.db.get_value("Campus Public Holiday", "2026-10-01", "holiday_name"),
}))
"""

LEFT_OVER = """
import json
import frappe
print("FOUND " + json.dumps({
	"doctypes": frappe.get_all("DocType", {"name": ("like", "Campus %")}, pluck="name"),
	"workflows": frappe.get_all("Workflow", {"document_type": ("like", "Campus %")}, pluck="name"),
	"custom_fields": frappe.get_all("Custom Field", {"dt": ("like", "Campus %")}, pluck="name"),
	"workspaces": frappe.get_all("Workspace", {"module": ("like", "Campus %")}, pluck="name"),
	"apps": frappe.get_installed_apps(),
}))
"""


def sandbox(*arguments: str) -> str:
	done = subprocess.run(
		[sys.executable, "sandbox", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
	)
	assert done.returncode == 0, f"{arguments}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
	return done.stdout + done.stderr


def frappe(*arguments: str) -> str:
	return sandbox("frappe", "--site", SITE, "--", *arguments)


def run(script: str, tmp_path: Path) -> dict | None:
	"""Run a few lines of Python on the site; what follows FOUND comes back."""
	path = tmp_path / "lines.py"
	path.write_text(script, encoding="utf-8")
	done = subprocess.run(
		[sys.executable, "sandbox", "frappe", "--site", SITE, "--", "console"],
		cwd=REPOSITORY,
		input=f'exec(open({str(path)!r}, encoding="utf-8").read())\n',
		capture_output=True,
		text=True,
		check=False,
	)
	output = done.stdout + done.stderr
	assert "Traceback" not in output and "Error" not in output.replace("Error Log", ""), output[-4000:]
	found = [line.split("FOUND ", 1)[1] for line in output.splitlines() if "FOUND {" in line]
	return json.loads(found[-1]) if found else None


@pytest.fixture(scope="module")
def site():
	"""Its jobs wait where no worker looks: an uninstall asks for one per record that it deletes, three hundred, and whoever
	waits for an import beside it would wait for all of them."""
	sandbox("site", SITE)
	queue = json.loads((SITES / "common_site_config.json").read_text(encoding="utf-8"))["redis_queue"]
	frappe("set-config", "redis_queue", f"{queue}/2")
	yield SITE
	sandbox("site", SITE, "--drop")


def test_what_an_administrator_changed_survives_a_migrate(site: str, tmp_path: Path) -> None:
	run(CUSTOMISE, tmp_path)
	before = run(LOOK, tmp_path)
	frappe("migrate")
	frappe("migrate")
	after = run(LOOK, tmp_path)
	assert after == before
	assert after["field"] and after["state"] and after["role"] and after["active"]
	assert (after["label"], after["days"], after["hours"], after["workflows"]) == ("走访发现", 10, 48, 1)
	assert [row[:2] for row in after["holidays"]] == [
		["2026-10-07-own", "校庆补课"],
		["2031-01-01-own", "元旦"],
	]
	fixture = REPOSITORY / "campus_safety" / "fixtures" / "campus_public_holiday.json"
	shipped = json.loads(fixture.read_text(encoding="utf-8"))
	assert run(SHIPPED, tmp_path) == {"days": len(shipped), "name": "国庆节"}, (
		"a migrate renews what ships with the app"
	)


def test_uninstalled_nothing_is_left_and_it_installs_again(site: str, tmp_path: Path) -> None:
	frappe("uninstall-app", "campus_safety", "--yes", "--no-backup")
	left = run(LEFT_OVER, tmp_path)
	assert left["apps"] == ["frappe"]
	assert {key: value for key, value in left.items() if key != "apps" and value} == {}
	frappe("install-app", "campus_safety", "--force")
	again = run(LOOK, tmp_path)
	assert again["workflows"] == 1 and again["log"] == 0 and not again["field"]
