/**
 * el("button.big", { onclick, class, disabled }, "text", child …): an element. Text is never read as markup; children
 * and attributes that are null, undefined or false are left out.
 */
export function el(kind, values = {}, ...children) {
	const [tag, ...classes] = kind.split(".");
	const node = document.createElement(tag || "div");
	for (const [key, value] of Object.entries(values)) {
		if (value === undefined || value === null || value === false) continue;
		if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
		else if (key === "class") classes.push(value);
		else node.setAttribute(key, value === true ? "" : value);
	}
	node.className = classes.join(" ").trim();
	node.append(
		...children.flat().filter((child) => child !== null && child !== undefined && child !== false)
	);
	return node;
}
