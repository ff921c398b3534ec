// The page itself is in public/js/desk/counselling_week.js: what stands here runs in the window.

frappe.pages["campus-counselling-week"].on_page_load = function (wrapper) {
	wrapper.week = new campus_safety.CounsellingWeek(wrapper);
};

frappe.pages["campus-counselling-week"].on_page_show = function (wrapper) {
	wrapper.week.load();
};
