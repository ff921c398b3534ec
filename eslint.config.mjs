// Which globals a script may name is where it runs: the Desk's have the framework's, a light page has none of them.
// The packages lie where `python3 sandbox lint` put them.
import { createRequire } from "node:module";

const load = createRequire(new URL(".sandbox/lint/package.json", import.meta.url));
const recommended = load("@eslint/js").configs.recommended;
const globals = load("globals");

const APP = "campus_safety";
const DESK = Object.fromEntries(
	["frappe", "__", "$", "cur_frm", "cur_list", "locals", "moment", "strip_html", APP].map((name) => [
		name,
		"readonly",
	])
);
const LIGHT_PAGES = [
	`${APP}/public/js/{phone,roll_call,lib}/**/*.js`,
	`${APP}/public/js/{campus_phone,campus_roll_call}.bundle.js`,
];

export default [
	{ ignores: [".sandbox/", "**/node_modules/", `${APP}/public/dist/`] },
	recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: "error" },
		rules: {
			eqeqeq: ["error", "always", { null: "ignore" }],
			"max-len": [
				"error",
				// a message is one literal, or nobody translates it
				{ code: 120, tabWidth: 4, ignoreStrings: true, ignoreRegExpLiterals: true, ignoreUrls: true },
			],
			"max-lines": ["error", 400],
			"no-redeclare": ["error", { builtinGlobals: false }],
			"no-shadow": "error",
			"no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
			"no-unused-vars": ["error", { args: "none", ignoreRestSiblings: true }],
			"no-var": "error",
			"object-shorthand": "error",
			"prefer-const": "error",
		},
	},
	{
		files: [`${APP}/public/js/**/*.js`],
		languageOptions: { sourceType: "module", globals: { ...globals.browser, ...DESK } },
	},
	{
		files: LIGHT_PAGES,
		languageOptions: {
			globals: Object.fromEntries(Object.keys(DESK).map((name) => [name, "off"])),
		},
	},
	{
		// the framework wraps a form's and a list's script in a function of its own …
		files: [`${APP}/campus_*/**/*.js`],
		languageOptions: { sourceType: "script", globals: { ...globals.browser, ...DESK } },
	},
	{
		// … but a report's and a page's script it runs in the window
		files: [`${APP}/campus_*/{report,page}/**/*.js`],
		rules: { "no-implicit-globals": ["error", { lexicalBindings: true }] },
	},
	{
		files: [`${APP}/www/*-sw.js`],
		languageOptions: { sourceType: "script", globals: globals.serviceworker },
	},
	{
		files: ["*.mjs", "sandbox/**/*.mjs"],
		languageOptions: { sourceType: "module", globals: globals.node },
	},
];
