// The page's texts in the language of whoever holds the phone; the server puts them into the page.

const known = JSON.parse(document.getElementById("roll-call-words")?.textContent || "{}");

export function __(text, values = []) {
	return (known[text] || text).replace(/\{(\d)\}/g, (_all, place) => values[place] ?? "");
}
