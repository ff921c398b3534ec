// The page itself is in public/js/desk/psych_board.js: what stands here runs in the window.

frappe.pages["campus-psych-board"].on_page_load = function (wrapper) {
	wrapper.board = new campus_safety.PsychBoard(wrapper);
};

frappe.pages["campus-psych-board"].on_page_show = function (wrapper) {
	wrapper.board.load();
};
