// A page that opens again without a network, where the browser allows it (https); elsewhere its queue alone must do.

/** path: of the page; `campus-page-sw.js` knows which pages it keeps. */
export async function keep_page(path) {
	if (!("serviceWorker" in navigator)) return;
	try {
		await navigator.serviceWorker.register(`/campus-page-sw.js?page=${path}`, { scope: path });
		const { active } = await navigator.serviceWorker.ready;
		const parts = [...document.querySelectorAll("link[href^='/assets/'], script[src^='/assets/']")];
		const keep = parts.map((part) => part.getAttribute("href") || part.getAttribute("src"));
		active.postMessage({ keep: [path, ...keep] });
	} catch {
		// refused by the browser: see above
	}
}
