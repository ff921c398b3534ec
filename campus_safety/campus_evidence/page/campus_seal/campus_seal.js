// The page itself is in public/js/desk/seal.js: what stands here runs in the window.

frappe.pages["campus-seal"].on_page_load = function (wrapper) {
	wrapper.seal = new campus_safety.SealPage(wrapper);
};

frappe.pages["campus-seal"].on_page_show = function (wrapper) {
	wrapper.seal.load();
};
