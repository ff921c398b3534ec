"""What the browser's tests judge pages with: axe-core from npm, in the version that a lock of this repository names."""

from __future__ import annotations

from sandbox import npm
from sandbox.steps import Steps, fingerprint_of


def install_browser_tools(steps: Steps) -> None:
	source, target = steps.layout.program / "browser", steps.layout.node_browser
	steps.run(
		"23-browser-tools",
		"Install axe-core from npm",
		lambda log: npm.install(source, target, log),
		fingerprint=fingerprint_of(npm.lock_files(source)),
		exists=steps.layout.axe.exists,
	)
