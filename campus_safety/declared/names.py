"""What people call a record whose own name says nothing to them: fields of it, in their order, shown in place of the number.

A record about a student is called by that student (`boot.named_by_student`); where it may have none, these fields say which it
is. None of them is narrative, and none a field that not every reader of the record reads.
"""

NAMED_BY: dict[str, tuple[str, ...]] = {
	"Campus Abnormal Report": ("urgency", "found_at"),
	"Campus Access Log": ("action", "at"),
	"Campus Accountability Case": ("incident", "occurred_on"),
	"Campus Alert": ("kind", "raised_at"),
	"Campus Appeal Sender": ("ticket",),
	"Campus Counselling Appointment": ("shown_as", "starts_at"),
	"Campus Counselling Shift": ("counsellor", "date"),
	"Campus Counts Release": ("occasion", "released_at"),
	"Campus Duty Exemption": ("rule", "at"),
	"Campus Duty Obligation": ("rule", "due_date"),
	"Campus Duty Roster": ("level", "shift", "date"),
	"Campus Emergency Access": ("user", "granted_at"),
	"Campus File Handover": ("from_name", "to_name"),
	"Campus Gate Visit": ("visitor", "occurred_on"),
	"Campus Hidden Officer": ("occurred_on", "recorded_by"),
	"Campus Message Address": ("user", "channel"),
	"Campus Message Outbox": ("recipient", "queued_at"),
	"Campus Muster Mark": ("who",),
	"Campus Police Push": ("for_college", "term"),
	"Campus Postvention": ("event_kind", "happened_on"),
	"Campus Psych Analysis Report": ("term", "unit"),
	"Campus Report Sender": ("report",),
	"Campus Seal Check": ("started",),
	"Campus Seal Leaf": ("reference_doctype", "reference_name", "at"),
	"Campus Session Note": ("session_kind", "held_at"),
}
