// What the server declares at the Desk's start (boot.py): closed sets, colours, who may do what. Nothing of it is
// written down in a script again.

export const declared = {
	protected: {},
	secret_fields: {},
	ledgers: {},
	named_people: {},
	named_by_student: [],
	named_by: {},
	level_colors: {},
	evidence: [],
	alerting: [],
	starts: [],
	may: {},
	open_states: {},
	mentor_list_keys: [],
	reason: { shortest: 4, emergency: 10 },
	gravest: [],
	urgent_alerts: [],
	my_roster: [],
	my_trainings: [],
	my_units: [],
	network: { posts: {}, unit_types: {} },
	...frappe.boot.campus_safety,
};

export const is_ours = (doctype) => doctype.startsWith("Campus ");
