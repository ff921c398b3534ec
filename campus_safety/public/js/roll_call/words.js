// The page's texts in the language of whoever holds the phone; the server puts them into the page.

const known = JSON.parse(document.getElementById("roll-call-words")?.textContent || "{}");

export function __(text, values = []) {
	return (known[text] || text).replace(/\{(\d)\}/g, (_all, place) => values[place] ?? "");
}

const STATUS = {
	In: () => __("In"),
	Late: () => __("Late"),
	Missing: () => __("Missing"),
	Leave: () => __("Leave"),
	Internship: () => __("Internship"),
	"Off Campus": () => __("Off Campus"),
};

/** What a night's status is called on the page. */
export const status_text = (status) => STATUS[status]();
