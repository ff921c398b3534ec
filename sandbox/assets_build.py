"""The Desk's assets: built from both apps' `public/` with esbuild from npm (see `sandbox/assets/`)."""

from __future__ import annotations

from pathlib import Path

from sandbox import npm
from sandbox.framework import SHA256
from sandbox.layout import APP, Layout
from sandbox.services import Services, app_exists
from sandbox.steps import Steps, call, fingerprint_of


def build_assets(steps: Steps, services: Services) -> None:
	"""The framework's own bundles."""
	layout = steps.layout
	files = npm.lock_files(builder(layout))
	steps.run(
		"45-node-modules",
		"Install the asset builder from npm",
		lambda log: npm.install(builder(layout), layout.node_modules.parent, log),
		fingerprint=fingerprint_of(files),
		exists=layout.node_modules.is_dir,
	)
	steps.run(
		"46-assets-frappe",
		"Build the Desk's assets",
		lambda log: build(services, log, "frappe"),
		fingerprint=fingerprint_of([*files, *builder(layout).glob("*.mjs")], SHA256),
		exists=(layout.sites / "assets" / "assets.json").exists,
	)


def build_app_assets(steps: Steps, services: Services) -> None:
	"""The app's bundles, again whenever a file in its `public/` changed."""
	layout = steps.layout
	if not app_exists(layout) or not (layout.app / "public").is_dir():
		return
	steps.run(
		"47-assets-app",
		f"Build the assets of {APP}",
		lambda log: build(services, log, APP),
		fingerprint=fingerprint_of(
			[*npm.lock_files(builder(layout)), *builder(layout).glob("*.mjs"), layout.app / "public"], SHA256
		),
		exists=(layout.sites / "assets" / APP).exists,
	)


def builder(layout: Layout) -> Path:
	return layout.program / "assets"


def build(services: Services, log: Path, app: str) -> None:
	layout = services.layout
	options = ["--bench", layout.bench, "--node-modules", layout.node_modules, "--apps", app]
	call(["node", builder(layout) / "build.mjs", *options], log)
	services.forget_assets()
