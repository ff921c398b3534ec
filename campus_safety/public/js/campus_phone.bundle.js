// Light pages for phones: the students' and the parents'. No Desk, no library.
import { show_parent } from "./phone/parent.js";
import { show_student } from "./phone/student.js";

const page = document.getElementById("campus-page");
if (page?.dataset.page === "student") show_student(page);
if (page?.dataset.page === "parent") show_parent(page);
