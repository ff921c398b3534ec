"""A background worker: `python -m sandbox.worker QUEUES`. The framework's own forks for each job before it has loaded anything, so
that each loads 800 modules anew, two thirds of a second; this one has loaded them.
"""

import sys

from frappe.utils.background_jobs import start_worker

if __name__ == "__main__":
	start_worker(queue=sys.argv[1])
