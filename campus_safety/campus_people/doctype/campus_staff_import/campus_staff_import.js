// What an import of staff says about itself, and the first passwords it gives out.

campus_safety.import_form("Campus Staff Import", {
	template: true,

	question: ({ created, changed, refused }) =>
		created || changed
			? __("Make {0} accounts and add to {1} rows of known ones? {2} rows are refused.", [
					created,
					changed,
					refused,
				])
			: null,

	done: (state) =>
		__("Done: {0} accounts made, {1} added to, {2} rows refused.", [
			state.created,
			state.changed,
			state.refused,
		]),

	draw(found) {
		const parts = [];
		const note = (text, colour) => parts.push(campus_safety.import_note(text, colour));
		if (found.posts) note(__("Posts that begin: {0}", [found.posts]), "blue");
		if (found.opening) {
			note(
				__(
					"{0} of these accounts can open protected records. Each gets a line in the access log; Psych Head and School Leader are told.",
					[found.opening]
				),
				"blue"
			);
		}
		if (found.by_mail) {
			note(
				__(
					"{0} of the new accounts get no first password: they open what is most protected, and set theirs on the page of sign-in, “Forgot Password?”.",
					[found.by_mail]
				),
				"blue"
			);
		}
		const [count, names] = found.absent || [0, []];
		if (count) {
			const more = count > names.length ? "…" : "";
			const text = __("{0} people have an account and are not in this list; nothing happens to them", [
				count,
			]);
			note(`${text}：${names.join("、")}${more}`, "orange");
		}
		if (found.created?.length) parts.push(people_table(__("New accounts"), found.created));
		if (found.changed?.length) parts.push(people_table(__("Added to known accounts"), found.changed));
		return parts;
	},

	refresh(frm) {
		if (frm.doc.sign_in === "First Passwords" && frm.doc.status === "Completed") offer_passwords(frm);
	},
});

function people_table(title, rows) {
	return campus_safety.import_table(
		`${title}（${__("the first {0}", [rows.length])}）`,
		[
			__("Row", null, "Campus Staff Import Issue"),
			__("Name", null, "Campus Staff Import"),
			__("Account", null, "Campus Staff Import"),
			__("Roles", null, "Campus Staff Import"),
			__("Posts", null, "Campus Staff Import"),
		],
		rows.map((row) => [
			row.row,
			row.name,
			row.account,
			row.roles,
			[row.posts, row.mobile].filter(Boolean).join(" "),
		])
	);
}

async function offer_passwords(frm) {
	const count = await campus_safety.get("staff_import.get_number_without_password", { name: frm.doc.name });
	if (!count || frm.is_new()) return;
	const button = frm.add_custom_button(__("First Passwords ({0})", [count]), () => ask(frm, count));
	button.addClass("btn-primary");
}

function ask(frm, count) {
	frappe.confirm(
		__(
			"Make a first password for {0} accounts and save the file? It is kept nowhere: print it, hand out the lines, delete it. Made again, it replaces the passwords nobody has signed in with yet.",
			[count]
		),
		async () => {
			const saved = await campus_safety.download_file(
				"staff_import.hand_out_passwords",
				{ name: frm.doc.name },
				() => `${__("First Passwords")} ${frm.doc.name}.xlsx`,
				{ meanwhile: __("Making passwords …"), failed: __("No passwords were made") }
			);
			if (saved) frm.reload_doc();
		}
	);
}
