// The ways from a student's own page to the others, and what its views are called.
import { el } from "../lib/el.js";
import { __ } from "./page.js";

export function title_of(view) {
	if (view === "counselling") return __("Counselling Centre");
	return view === "reading" ? __("To Read and to Watch, My Hours") : __("Leave and Return");
}

export function more_links() {
	return [
		el("p.more", {}, el("a", { href: "/campus-report" }, __("Report Something Unusual"))),
		el("p.more", {}, el("a", { href: "/campus-complaint" }, __("Ask for Something"))),
		el("p.more", {}, el("a", { href: "/campus-screening" }, __("How Are You? Screening and Help"))),
		el("p.more", {}, el("a", { href: "/campus-safety-plan" }, __("My Safety Plan"))),
		el("p.more", {}, el("a", { href: "#reading" }, __("To Read and to Watch, My Hours"))),
		el("p.more", {}, el("a", { href: "#data" }, __("My Personal Information"))),
	];
}
