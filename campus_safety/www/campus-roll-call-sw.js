// Keeps the roll-call page itself, so that it opens again without a network. Never any answer of the API: names stay
// in the store of the page, which is emptied when another person logs in.
const CACHE = "campus-roll-call-1";
const PAGE = "/campus-roll-call";

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
	try {
		const answer = await fetch(request);
		if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
		return answer;
	} catch (error) {
		const kept = await cache.match(request, { ignoreSearch: true });
		if (kept) return kept;
		throw error;
	}
}
