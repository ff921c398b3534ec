"""The roles of the notice 角色 (domain §0), by the name each carries on the site.

Roles say what a person may do; which students it concerns comes from Network Assignment.
"""

COUNSELLOR = "Campus Counsellor"  # 辅导员
CLASS_ADVISER = "Campus Class Adviser"  # 班主任
MENTOR = "Campus Mentor"  # 导师/专任教师
PSYCH_TEACHER = "Campus Psych Teacher"  # 心理教师
PSYCH_HEAD = "Campus Psych Head"  # 心理中心主任
DORM_MANAGER = "Campus Dorm Manager"  # 宿管
SECURITY_GUARD = "Campus Security Guard"  # 保安
COLLEGE_LEAD = "Campus College Lead"  # 二级学院负责人
STUDENT_AFFAIRS = "Campus Student Affairs"  # 学工处
SECURITY_OFFICE = "Campus Security Office"  # 安全保卫处
SAFETY_OFFICE = "Campus Safety Office"  # 安委会办公室
SCHOOL_OFFICE = "Campus School Office"  # 党委(校长)办公室
PUBLICITY = "Campus Publicity"  # 宣传部
ACADEMIC_AFFAIRS = "Campus Academic Affairs"  # 教务处
LOGISTICS = "Campus Logistics"  # 总务处/校医院
EMPLOYMENT_OFFICE = "Campus Employment Office"  # 招就处
IT_CENTRE = "Campus IT Centre"  # 图书信息中心
HR_OFFICE = "Campus HR Office"  # 组织人事部
QUALITY_OFFICE = "Campus Quality Office"  # 质控绩效办
DISCIPLINE_OFFICE = "Campus Discipline Office"  # 纪委办
SCHOOL_LEADER = "Campus School Leader"  # 校领导
STUDENT_USER = "Campus Student User"  # 学生 (portal only)
GATE_DEVICE = (
	"Campus Gate Device User"  # 门禁设备: a machine's account, which sends its events and does nothing else
)

SYSTEM_MANAGER = "System Manager"  # the framework's own: configures, reads no L3/L4

CLASS_STAFF = (COUNSELLOR, CLASS_ADVISER)
PSYCH_STAFF = (PSYCH_TEACHER, PSYCH_HEAD)

DESK_ROLES = (
	COUNSELLOR,
	CLASS_ADVISER,
	MENTOR,
	PSYCH_TEACHER,
	PSYCH_HEAD,
	DORM_MANAGER,
	SECURITY_GUARD,
	COLLEGE_LEAD,
	STUDENT_AFFAIRS,
	SECURITY_OFFICE,
	SAFETY_OFFICE,
	SCHOOL_OFFICE,
	PUBLICITY,
	ACADEMIC_AFFAIRS,
	LOGISTICS,
	EMPLOYMENT_OFFICE,
	IT_CENTRE,
	HR_OFFICE,
	QUALITY_OFFICE,
	DISCIPLINE_OFFICE,
	SCHOOL_LEADER,
)
PORTAL_ROLES = (STUDENT_USER, GATE_DEVICE)
ALL_ROLES = DESK_ROLES + PORTAL_ROLES
