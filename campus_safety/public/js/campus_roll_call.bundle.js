import { start } from "./roll_call/app.js";

start(document.getElementById("roll-call"));
