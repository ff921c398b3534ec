frappe.query_reports["Campus Talk Findings"] = campus_safety.figures_report();
