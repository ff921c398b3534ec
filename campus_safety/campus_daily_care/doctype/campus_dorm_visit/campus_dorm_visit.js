// 宿舍走访: choose the building or floor, tap the rooms you were in.

frappe.ui.form.on("Campus Dorm Visit", {
	setup(frm) {
		frm.set_query("dormitory", () => ({ filters: { dormitory_type: ["in", ["Building", "Floor"]] } }));
		frm.set_query("room", "rooms", () => ({ filters: rooms_of(frm) }));
	},

	async onload(frm) {
		if (!frm.is_new() || frm.doc.dormitory) return;
		const asked = (frm.doc.rooms || []).find((row) => row.room)?.room; // opened from a duty about this room
		if (!asked) return frm.set_value("dormitory", campus_safety.kept.get("dormitory"));
		const { message } = await frappe.db.get_value("Campus Dormitory", asked, "parent_campus_dormitory");
		frm.campus_dormitory = message.parent_campus_dormitory; // its rooms stay
		await frm.set_value("dormitory", message.parent_campus_dormitory);
		offer_rooms(frm);
	},

	refresh(frm) {
		frm.campus_dormitory = frm.doc.dormitory;
		offer_rooms(frm);
	},

	dormitory(frm) {
		if (frm.campus_dormitory === frm.doc.dormitory) return; // leaving the field says it again
		frm.campus_dormitory = frm.doc.dormitory;
		frm.clear_table("rooms");
		frm.refresh_field("rooms");
		offer_rooms(frm);
	},

	after_save(frm) {
		campus_safety.kept.set("dormitory", frm.doc.dormitory);
	},
});

frappe.ui.form.on("Campus Dorm Visit Room", {
	rooms_remove: mark_rooms,
	room: mark_rooms,
});

function rooms_of(frm) {
	const rooms = [["Campus Dormitory", "dormitory_type", "=", "Room"]];
	if (frm.doc.dormitory) rooms.push(["Campus Dormitory", "name", "descendants of", frm.doc.dormitory]);
	return rooms;
}

async function offer_rooms(frm) {
	const body = frm.fields_dict.room_picker.$wrapper.empty();
	const dormitory = frm.doc.dormitory;
	if (!frm.is_new() || !dormitory) return;
	const rooms = await frappe.db.get_list("Campus Dormitory", {
		filters: rooms_of(frm),
		fields: ["name", "dormitory_name"],
		order_by: "lft",
		limit: 200,
	});
	if (frm.doc.dormitory !== dormitory) return;
	body.html(
		`<div class="campus-picker-hint">${__("Tap the rooms you were in.")}</div><div class="campus-chips"></div>`
	);
	for (const room of rooms) {
		campus_safety
			.chip(room.dormitory_name)
			.attr("data-room", room.name)
			.on("click", () => toggle(frm, room.name))
			.appendTo(body.find(".campus-chips"));
	}
	mark_rooms(frm);
}

function toggle(frm, room) {
	const row = (frm.doc.rooms || []).find((line) => line.room === room);
	if (row) frm.get_field("rooms").grid.grid_rows_by_docname[row.name].remove();
	else frm.add_child("rooms", { room });
	frm.doc.rooms = (frm.doc.rooms || []).filter((line) => line.room); // the empty first row of a new form
	frm.refresh_field("rooms");
	frm.dirty();
	mark_rooms(frm);
}

function mark_rooms(frm) {
	const taken = (frm.doc.rooms || []).map((row) => row.room);
	frm.fields_dict.room_picker.$wrapper.find(".campus-chip").each((_index, button) => {
		button.setAttribute("aria-pressed", taken.includes(button.dataset.room));
	});
}
