"""Entry point of `python3 sandbox COMMAND`: checks the interpreter, then hands over to `sandbox.cli`."""

import sys
from pathlib import Path

if sys.version_info < (3, 10):  # noqa: UP036 - this check is for those who run an older one
	sys.exit(
		"The sandbox needs Python 3.10 to 3.13, this is Python {}.{}.\n"
		"沙箱需要 Python 3.10–3.13。Try: python3.11 sandbox {}".format(
			sys.version_info[0], sys.version_info[1], " ".join(sys.argv[1:])
		)
	)

# `python3 sandbox` puts this folder first on the path; its modules are a package of the repository instead.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from sandbox.cli import main  # noqa: E402

if __name__ == "__main__":
	sys.exit(main())
