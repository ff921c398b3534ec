// The running term, for whoever is asked about a period.

/** {first, last}: the term's first day, and today or its last day; nothing where no term has begun. */
export async function running_term() {
	const today = frappe.datetime.get_today();
	const [term] = await frappe.db.get_list("Campus Term", {
		fields: ["start_date", "end_date"],
		filters: { start_date: ["<=", today] },
		order_by: "start_date desc",
		limit: 1,
	});
	if (!term) return {};
	return { first: term.start_date, last: term.end_date < today ? term.end_date : today };
}
