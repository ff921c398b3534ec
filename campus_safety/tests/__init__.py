"""Server tests. Properties (hypothesis) have no deadline: how long an example takes says only how busy the machine is."""

from importlib.util import find_spec

if find_spec("hypothesis"):  # the benchmarks use the factories of this package, and no test tool
	from hypothesis import settings

	settings.register_profile("campus", deadline=None)
	settings.load_profile("campus")
