// Keeps one page itself, so that it opens again without a network: which, says the address this worker was registered
// by. Never any answer of the API, nor a page's address with its code: names and what was passed stay in the store
// of the page, which is closed when another person logs in.
const SIGNS = {
	"/campus-roll-call": 'id="roll-call-words"', // in our own page, and in no login page of the Wi-Fi
	"/campus-patrol": 'id="campus-patrol"',
};
const PAGE = new URL(self.location).searchParams.get("page");
const SIGN = SIGNS[PAGE]; // a page that is not named here is not kept
const OWN = `${PAGE.slice(1)}-`;
const CACHE = `${OWN}1`;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) =>
				Promise.all(
					names
						.filter((name) => name.startsWith(OWN) && name !== CACHE)
						.map((name) => caches.delete(name))
				)
			)
			.then(() => self.clients.claim())
	);
});

// the page was loaded before this worker was there: it says what it consists of
self.addEventListener("message", (event) => {
	const ours = (event.data?.keep || []).filter(is_kept);
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(ours)));
});

self.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url);
	const ours = url.origin === location.origin && is_kept(url.pathname);
	if (event.request.method !== "GET" || !ours) return;
	event.respondWith(from_network_first(event.request));
});

const is_kept = (path) => (SIGN && path === PAGE) || path.startsWith("/assets/campus_safety/");

async function from_network_first(request) {
	const cache = await caches.open(CACHE);
	const name = new URL(request.url).pathname === PAGE ? PAGE : request; // without a point and its code
	const kept = () => cache.match(name, { ignoreSearch: true });
	try {
		const answer = await fetch(request);
		if (answer.redirected) return answer; // to the login: the person decides
		if (answer.ok && (await is_ours(request, answer.clone()))) await cache.put(name, answer.clone());
		else return (await kept()) || answer;
		return answer;
	} catch (error) {
		const found = await kept();
		if (found) return found;
		throw error;
	}
}

// a hotspot answers everything with its own page, also what should be a script
async function is_ours(request, answer) {
	if (new URL(request.url).pathname === PAGE) return (await answer.text()).includes(SIGN);
	return !(answer.headers.get("Content-Type") || "").includes("text/html");
}
