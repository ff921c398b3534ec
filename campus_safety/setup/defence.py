"""The guards' equipment 八件套 and a first plan of patrols, seeded where a list is empty; afterwards the school's own."""

import frappe

ITEM, SLOT = "Campus Equipment Item", "Campus Patrol Slot"
# item, standard per shift, whether it expires
ITEMS = (
	("防暴头盔", 2, 0),
	("防暴盾牌", 2, 0),
	("防刺服", 2, 1),
	("防割手套", 2, 0),
	("橡胶警棍", 2, 0),
	("防暴钢叉", 2, 0),
	("强光手电", 2, 0),
	("催泪喷射器", 1, 1),
)
# patrol, time of day, on, from, until, minutes on post before
SLOTS = (
	("上学时段", "School Start", "School Days", "07:20:00", "08:10:00", 10),
	("午餐时段", "Mealtime", "School Days", "11:40:00", "12:40:00", 10),
	("放学时段", "School End", "School Days", "17:00:00", "18:00:00", 10),
	("夜间巡逻", "Night", "Every Day", "22:30:00", "23:50:00", 10),
)


def create_missing_defence_lists() -> None:
	if not frappe.db.count(ITEM):
		for number, (name, standard, expires) in enumerate(ITEMS, start=1):
			_insert(ITEM, item_name=name, standard=standard, has_expiry=expires, place=number * 10)
	if not frappe.db.count(SLOT):
		for name, slot, days, first, last, early in SLOTS:
			# without points nobody can walk it: the school enters its round, then switches it on
			_insert(
				SLOT,
				slot_name=name,
				slot=slot,
				days=days,
				from_time=first,
				to_time=last,
				early_minutes=early,
				disabled=1,
			)


def _insert(doctype: str, **values) -> None:
	frappe.get_doc({"doctype": doctype, **values}).insert(
		ignore_permissions=True  # install and migrate run without a person
	)
