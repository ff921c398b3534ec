"""What the counselling centre begins with: a short list of concerns, headings for notes. Seeded where missing; afterwards the school's own."""

import frappe

CONCERN, TEMPLATE, PHRASE = (
	"Campus Counselling Concern",
	"Campus Session Note Template",
	"Campus Feedback Phrase",
)
# short and general: each is counted over everybody, and a rare word would point at somebody
CONCERNS = (
	"Adjustment and homesickness",
	"Study and exams",
	"Relationships with classmates",
	"Love and parting",
	"Family",
	"Mood and sleep",
	"Anxiety and tension",
	"Self and growth",
	"Career and internship",
	"Loss and grief",
	"Internet and daily rhythm",
	"Body and eating",
	"Experience of harm",
	"Thoughts of self-harm",
	"Something else",
)
# {name: headings}; few enough to be filled in between two sessions
TEMPLATES = {
	"首次会谈": (
		"来谈原因（学生原话）：\n希望改变什么：\n这件事从什么时候开始，什么时候好一些：\n"
		"支持的人、靠得住的事：\n安全（想法、计划、准备、以往）：\n约定："
	),
	"后续会谈": "上次以来：\n今天谈了：\n观察：\n有帮助的做法：\n下次：",
	"短时接待（当日）": "眼下最难的是：\n安全：\n今天先做什么：\n下一步与谁、何时：",
	"SOAP 四段": "S 学生所说：\nO 所见：\nA 理解（不作诊断）：\nP 计划：",
	"团体辅导": "主题与活动：\n气氛与参与：\n需要个别关注之处（写在成员一行）：\n下次：",
}

# what the centre may say to a college: fixed phrases, true of many
PHRASES = {
	"Attention": (
		"近期情绪有波动，请多留意",
		"近期睡眠不好，留意到课与作息",
		"与人相处有压力，留意是否独处",
		"学业压力较大",
		"留意是否有告别、赠物等反常举动",
		"夜间请确认在寝",
	),
	"Advice": (
		"多听少劝，不追问原因",
		"课上少点名提问",
		"允许短时请假来中心",
		"体测、跑操可酌情免",
		"与家长沟通前先与中心商量",
		"保持每日一次自然的接触",
		"出现危险立即陪护并拨打120、110，同时告知中心",
	),
}


def create_missing_lists() -> None:
	"""An own list is left alone: only where there is none at all."""
	if not frappe.db.count(CONCERN):
		for position, name in enumerate(CONCERNS, start=1):
			_insert(CONCERN, {"concern_name": name, "position": position, "enabled": 1})
	if not frappe.db.count(TEMPLATE):
		for name, body in TEMPLATES.items():
			_insert(TEMPLATE, {"template_name": name, "body": body, "enabled": 1})

	if not frappe.db.count(PHRASE):
		for kind, phrases in PHRASES.items():
			for phrase in phrases:
				_insert(PHRASE, {"phrase": phrase, "kind": kind, "enabled": 1})


def _insert(doctype: str, values: dict) -> None:
	frappe.get_doc({"doctype": doctype, **values}).insert(
		ignore_permissions=True
	)  # install runs without a person
