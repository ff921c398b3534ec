// The page itself is in public/js/desk/first_day.js: what stands here runs in the window.

frappe.pages["campus-first-day"].on_page_load = function (wrapper) {
	wrapper.first_day = new campus_safety.FirstDay(wrapper);
};

frappe.pages["campus-first-day"].on_page_show = function (wrapper) {
	wrapper.first_day.load();
};
