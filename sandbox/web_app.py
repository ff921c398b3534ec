"""The WSGI application gunicorn serves: one site, and the static files a web server would serve.

Environment: CAMPUS_WEB_SITE names the site, SITES_PATH the `sites/` folder, CAMPUS_WEB_LOADS whether the app is loaded at the start.
"""

import os

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.shared_data import SharedDataMiddleware

from sandbox.loaded import PAGES, load
from sandbox.remembered import for_a_web_server

SITES = os.environ["SITES_PATH"]

for_a_web_server()
if os.environ.get(
	"CAMPUS_WEB_LOADS"
):  # not where code changes count at once: a fault in it is told by the page that needs it
	load(PAGES)
frappe.app._site = os.environ["CAMPUS_WEB_SITE"]
frappe.app._sites_path = SITES

# Bundles carry a hash in their names: nobody asks for one twice, and what a browser has compiled of it stays good.
BUNDLES = {
	f"/assets/{app}/dist": os.path.join(SITES, "assets", app, "dist") for app in ("frappe", "campus_safety")
}
YEAR = 365 * 24 * 3600
# Other files may change while somebody works on them.
application = SharedDataMiddleware(
	frappe.app.application, {"/assets": os.path.join(SITES, "assets")}, cache_timeout=60
)
application = SharedDataMiddleware(application, BUNDLES, cache_timeout=YEAR)
application = StaticDataMiddleware(application, {"/files": SITES}, cache=False)
