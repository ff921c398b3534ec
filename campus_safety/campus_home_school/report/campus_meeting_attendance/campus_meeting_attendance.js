frappe.query_reports["Campus Meeting Attendance"] = campus_safety.figures_report();
