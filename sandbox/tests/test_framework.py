"""The names of the framework's other brand are put back."""

import pytest

from sandbox.framework import restore_content, restore_path


@pytest.mark.parametrize(
	("in_wheel", "upstream"),
	[
		("criscostack/__init__.py", "frappe/__init__.py"),
		("criscostack/utils/brik_helper.py", "frappe/utils/bench_helper.py"),
		("criscostack/public/js/criscostack/criscostack.js", "frappe/public/js/frappe/frappe.js"),
		("criscostack/criscostackclient.py", "frappe/frappeclient.py"),
	],
)
def test_paths(in_wheel, upstream):
	assert restore_path(in_wheel) == upstream


@pytest.mark.parametrize(
	("in_wheel", "upstream"),
	[
		(b"import criscostack", b"import frappe"),
		(b"X-Criscostack-Site-Name", b"X-Frappe-Site-Name"),
		(b"CRISCOSTACK_SITE", b"FRAPPE_SITE"),
		(b"Criscoerp on Criscostack by Crisco, criscoerp", b"ERPNext on Frappe by Frappe, erpnext"),
		("框架 Criscostack".encode(), "框架 Frappe".encode()),
	],
)
def test_contents(in_wheel, upstream):
	assert restore_content(in_wheel) == upstream


def test_binary_files_stay_as_they_are():
	image = b"\x89PNG\0criscostack"
	assert restore_content(image) == image
