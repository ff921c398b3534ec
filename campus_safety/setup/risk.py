"""Risk levels and factors (domain §7), seeded where missing; afterwards the school's own to edit."""

RISK_LEVELS: list[dict] = [
	{
		"name": "Red",
		"level_name": "Red",
		"rank": 4,
		"color": "red",
		"contact_every_days": 1,
		"talk_every_days": 7,
		"dispatch_every_days": 7,
		"needs_student_affairs": 1,
		"two_keys_to_lower": 1,
		"is_gravest": 1,
		"calls_at_once": 1,
		"floor_plan": 1,
		"floor_attempt_days": 365,
		"help_text": "有自杀计划或一年内有自杀未遂，或随时可能出现危险：每日联系，每周调度。",
	},
	{
		"name": "Orange",
		"level_name": "Orange",
		"rank": 3,
		"color": "orange",
		"calls_at_once": 1,
		"contact_every_days": 2,
		"talk_every_days": 7,
		"dispatch_every_days": 7,
		"help_text": "危险信号明显或正在加重，暂无计划：隔日联系，每周谈话、每周调度。",
	},
	{
		"name": "Yellow",
		"level_name": "Yellow",
		"rank": 2,
		"color": "yellow",
		"contact_every_days": 7,
		"talk_every_days": 7,
		"dispatch_every_days": 14,
		"floor_attempt": 1,
		"help_text": "有多项风险因素或一年以前有自杀未遂：每周谈话，每两周调度。",
	},
	{
		"name": "Green",
		"level_name": "Green",
		"rank": 1,
		"color": "green",
		"contact_every_days": 30,
		"talk_every_days": 30,
		"dispatch_every_days": 30,
		"help_text": "情况平稳，仍需关注：每月谈话，每月调度。",
	},
]

# the twelve of the notice, in its order
RISK_FACTORS: list[dict] = [
	{"name": name, "factor_name": name, "position": position, "enabled": 1, **flags}
	for position, (name, flags) in enumerate(
		(
			("Single-parent or divorced family", {}),
			("Mental illness", {}),
			("Special physique", {}),
			("Self-harm history", {"is_self_harm": 1}),
			("Suicide attempt history", {"is_attempt_history": 1, "min_terms": 2}),
			("Marked mood swings", {}),
			("Academic pressure", {}),
			("Employment pressure", {}),
			("Financial difficulty", {}),
			("Relationship crisis", {}),
			("Strained relations", {}),
			("Other", {}),
		),
		start=1,
	)
]
