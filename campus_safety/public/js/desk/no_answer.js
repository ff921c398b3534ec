// A proxy that answers for a server which is not there, or a fault so deep that the framework has no answer: it says
// nothing at all then, or a line of English. What the form holds stays on the page.

const NOT_THERE = [500, 502, 503, 504];

$(document).ajaxError((event, xhr) => {
	if (!NOT_THERE.includes(xhr.status) || has_words(xhr)) return;
	frappe.msgprint({
		title: __("The server does not answer"),
		indicator: "red",
		message: __(
			"Nothing was saved: the server is being restarted, or cannot be reached. What you have entered is still on this page. Save once more in a minute. If it lasts, tell the information centre."
		),
	});
});

function has_words(xhr) {
	try {
		return Boolean(JSON.parse(xhr.responseText));
	} catch {
		return false;
	}
}
