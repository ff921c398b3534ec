import "./protected_form.js";
import "./conflict.js";
import "./emergency_access.js";
import "./readable_names.js";
import "./workbench.js";
import "./ledger_export.js";
import "./student_timeline.js";
import "./daily_care.js";
