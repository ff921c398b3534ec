import "./protected_form.js";
import "./emergency_access.js";
