// Light pages for phones: the students', their screenings and safety plans, the parents', the counselling centre's for
// who comes without a name, the pages of reports and complaints, a guard's patrol, a host's visitor, the muster.
// No Desk, no library.
import { show_complaint } from "./phone/complaint.js";
import { show_patrol, show_visit } from "./phone/gate.js";
import { show_muster } from "./phone/muster.js";
import { show_nameless } from "./phone/nameless.js";
import { show_parent } from "./phone/parent.js";
import { show_report } from "./phone/report.js";
import { show_safety_plan } from "./phone/safety_plan.js";
import { show_screening } from "./phone/screening.js";
import { show_student } from "./phone/student.js";

const page = document.getElementById("campus-page");
if (page?.dataset.page === "student") show_student(page);
if (page?.dataset.page === "nameless") show_nameless(page);
if (page?.dataset.page === "screening") show_screening(page);
if (page?.dataset.page === "safety-plan") show_safety_plan(page);
if (page?.dataset.page === "report") show_report(page);
if (page?.dataset.page === "complaint") show_complaint(page);
if (page?.dataset.page === "patrol") show_patrol(page);
if (page?.dataset.page === "visit") show_visit(page);
if (page?.dataset.page === "parent") show_parent(page);
if (page?.dataset.page === "muster") show_muster(page);
