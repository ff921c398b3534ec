// What is remembered on this device, for this account: the class, the place, the building of last time.

const key = (name) => `campus:${frappe.session.user}:${name}`;

export const kept = {
	get: (name) => localStorage.getItem(key(name)) || "",
	set: (name, value) => value && localStorage.setItem(key(name), value),
};
