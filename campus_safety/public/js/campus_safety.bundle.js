// The Desk's own scripts: what hooks into the framework, and what DocTypes' scripts find as `campus_safety`.
import "./desk/protected_form.js";
import "./desk/conflict.js";
import "./desk/emergency_access.js";
import "./desk/readable_names.js";
import "./desk/link_filters.js";
import "./desk/named_people.js";
import "./desk/bulk_actions.js";
import "./desk/list_on_phone.js";
import "./desk/our_forms.js";
import "./desk/not_yours_to_make.js";
import "./desk/sidebar_names.js";
import "./desk/action_bar.js";
import "./desk/readable_options.js";
import "./desk/student_timeline.js";
import "./desk/history.js";
import "./desk/global.js";
