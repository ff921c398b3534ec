"""`bench`: run the repository's measurements on a site."""

from __future__ import annotations

import os
import subprocess

from sandbox.bench import Bench
from sandbox.site import environment

BENCH_SITE = "bench.localhost"


def run_benchmarks(bench: Bench, *, small: bool = False) -> int:
	"""Each `benchmarks/*.py` has a `main()`; they run one after the other on one fresh site.

	`small`: with so few rows that the ratios say nothing, to see that they still run.
	"""
	scripts = sorted(
		path for path in (bench.layout.root / "benchmarks").glob("*.py") if not path.name.startswith("_")
	)
	if not scripts:
		print("There are no benchmarks yet: benchmarks/ holds no *.py. / 目前没有性能测试。")
		return 0
	bench.set_up()
	site = bench.site(BENCH_SITE)
	with site.locked("benchmarks"):
		site.create()
		failed = 0
		for script in scripts:
			print(f"\n== {script.stem}", flush=True)
			code = subprocess.call(
				[bench.layout.python, "-m", "sandbox.inside_site", site.name, "run-benchmark", script],
				cwd=bench.layout.sites,
				env={**os.environ, **environment(bench.layout), "CAMPUS_BENCH_SMALL": "1" if small else ""},
			)
			failed += bool(code)
	return 1 if failed else 0
