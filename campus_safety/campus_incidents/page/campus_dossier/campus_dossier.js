// The page itself is in public/js/desk/dossier.js: what stands here runs in the window.

frappe.pages["campus-dossier"].on_page_load = function (wrapper) {
	wrapper.dossier = new campus_safety.DossierPage(wrapper);
};

frappe.pages["campus-dossier"].on_page_show = function (wrapper) {
	wrapper.dossier.begin();
};
