// The page itself is in public/js/desk/my_workbench: what stands here runs in the window.

frappe.pages["campus-my-workbench"].on_page_load = function (wrapper) {
	wrapper.workbench = new campus_safety.MyWorkbench(wrapper);
};

frappe.pages["campus-my-workbench"].on_page_show = function (wrapper) {
	wrapper.workbench.load();
};
