// The app's own endpoints, by the framework's call: it shows refusals and freezes the page where asked.

const ROOT = "campus_safety.api.";

function call(type, method, args, more) {
	return frappe.call({ method: ROOT + method, type, args, ...more }).then(({ message }) => message);
}

/** get("students.get_family", { student }): the answer. */
export const get = (method, args, more) => call("GET", method, args, more);

/** post("leave.decide", { name, approve: 1 }): the answer. Nobody taps twice: the page is frozen meanwhile. */
export const post = (method, args, more) => call("POST", method, args, { freeze: true, ...more });
