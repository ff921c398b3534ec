// Keeps the roll-call page itself, so that it opens again without a network. Never any answer of the API: names stay
// in the store of the page, which is emptied when another person logs in.
const CACHE = "campus-roll-call-1";
const PAGE = "/campus-roll-call";
const SIGN = 'id="roll-call-words"'; // in our own page, and in no login page of the Wi-Fi

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) =>
				Promise.all(
					names
						.filter((name) => name.startsWith("campus-roll-call") && name !== CACHE)
						.map((name) => caches.delete(name))
				)
			)
			.then(() => self.clients.claim())
	);
});

// the page was loaded before this worker was there: it says what it consists of
self.addEventListener("message", (event) => {
	const ours = (event.data?.keep || []).filter(
		(path) => path === PAGE || path.startsWith("/assets/campus_safety/")
	);
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(ours)));
});

self.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url);
	const ours =
		url.origin === location.origin &&
		(url.pathname === PAGE || url.pathname.startsWith("/assets/campus_safety/"));
	if (event.request.method !== "GET" || !ours) return;
	event.respondWith(from_network_first(event.request));
});

async function from_network_first(request) {
	const cache = await caches.open(CACHE);
	const kept = () => cache.match(request, { ignoreSearch: true });
	try {
		const answer = await fetch(request);
		if (answer.redirected) return answer; // to the login: the person decides
		if (answer.ok && (await is_ours(request, answer.clone()))) await cache.put(request, answer.clone());
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
