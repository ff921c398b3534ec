"""A background worker: `python -m sandbox.worker QUEUES`. The framework's own forks for each job before it has loaded anything, so
that each loads 1,400 modules anew, two seconds of work; this one has loaded them, and a job begins in the twentieth part.
"""

import sys

import frappe.app  # noqa: F401 - loads what it answers with: most of the framework
from frappe.utils.background_jobs import start_worker

from sandbox.loaded import JOBS, load
from sandbox.remembered import for_a_web_server

if __name__ == "__main__":
	for_a_web_server()
	load(JOBS)
	start_worker(queue=sys.argv[1])
