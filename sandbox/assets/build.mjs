// Builds the assets of the Desk and of the apps of a bench, as the framework's own build would:
// every apps/APP/APP/public/**/NAME.bundle.{js,ts,css,scss} becomes
// sites/assets/APP/dist/{js,css}/NAME.bundle.HASH.{js,css}, and sites/assets/assets.json says which file
// a bundle's name stands for.
//
//   node build.mjs --bench DIR --node-modules DIR [--apps frappe,campus_safety]
//
// Without --apps it builds every app of the bench. Entries of other apps in assets.json stay as they are.
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	readlinkSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { plugins } from "./plugins.mjs";

const USAGE = "usage: node build.mjs --bench DIR --node-modules DIR [--apps NAME,NAME]";

class Failure extends Error {}

function bench(directory, nodeModules) {
	const root = path.resolve(directory);
	const apps = path.join(root, "apps");
	if (!existsSync(apps)) throw new Failure(`${root} is no bench: it has no folder apps`);
	if (path.basename(nodeModules) !== "node_modules" || !existsSync(path.join(nodeModules, "esbuild")))
		throw new Failure(
			`${nodeModules} holds no packages: run npm ci with sandbox/assets/package.json first`
		);
	return {
		nodeModules: realpathSync(nodeModules), // as esbuild names the files below it
		assets: path.join(root, "sites", "assets"),
		apps: readdirSync(apps).filter((app) => existsSync(path.join(apps, app, app))),
		root: (app) => path.join(apps, app),
		publicDir: (app) => path.join(apps, app, app, "public"),
	};
}

/** Maps "js/desk.bundle" to its source, for every bundle below a public folder. */
function findBundles(folder, found = {}) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) {
			if (!["node_modules", "dist"].includes(entry.name)) findBundles(file, found);
			continue;
		}
		const [, name, type] = entry.name.match(/^(.+\.bundle)\.(js|ts|css|scss)$/) ?? [];
		if (!name) continue;
		const key = `${type.endsWith("css") ? "css" : "js"}/${name}`;
		if (found[key]) throw new Failure(`two sources for one bundle:\n  ${found[key]}\n  ${file}`);
		found[key] = file;
	}
	return found;
}

/** Makes sites/assets/APP a folder of links to what is in public: dist then lies beside them, not in the app. */
function linkPublic({ assets, nodeModules, publicDir }, app) {
	const folder = path.join(assets, app);
	const wanted = new Map();
	for (const name of readdirSync(publicDir(app))) wanted.set(name, path.join(publicDir(app), name));
	wanted.delete("dist");
	if (app === "frappe") wanted.set("node_modules", nodeModules);

	const isLink = (file) => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
	if (isLink(folder)) rmSync(folder);
	mkdirSync(path.join(folder, "dist"), { recursive: true });
	for (const name of readdirSync(folder)) {
		const link = path.join(folder, name);
		if (!isLink(link)) continue;
		if (readlinkSync(link) === wanted.get(name)) wanted.delete(name);
		else rmSync(link);
	}
	for (const [name, target] of wanted) symlinkSync(target, path.join(folder, name));
}

/** Builds one app's bundles; returns { "desk.bundle.js": "/assets/frappe/dist/js/desk.bundle.HASH.js", ... }. */
async function buildApp(esbuild, place, extensions, app) {
	const dist = path.join(place.assets, app, "dist");
	const entryPoints = findBundles(place.publicDir(app));
	linkPublic(place, app);
	const { metafile } = await esbuild.build({
		entryPoints,
		outdir: dist,
		entryNames: "[dir]/[name].[hash]",
		bundle: true,
		minify: true,
		sourcemap: true,
		metafile: true,
		target: "es2017",
		external: ["/assets/*"],
		conditions: ["module"],
		nodePaths: [place.nodeModules, ...place.apps.map(place.root)],
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
			__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
		},
		plugins: extensions,
		logLevel: "silent", // errors are printed by main; warnings are about code of others
	});
	const written = Object.keys(metafile.outputs).map((file) => path.resolve(file));
	removeOthers(dist, new Set(written));
	const names = {};
	for (const file of written) {
		const [, name, type] = path.basename(file).match(/^(.+\.bundle)\.\w+\.(js|css)$/) ?? [];
		if (name) names[`${name}.${type}`] = `/assets/${app}/dist/${type}/${path.basename(file)}`;
	}
	return names;
}

/** Removes what an earlier build left in dist. */
function removeOthers(dist, keep) {
	for (const type of readdirSync(dist))
		for (const name of readdirSync(path.join(dist, type))) {
			const file = path.join(dist, type, name);
			if (!keep.has(file)) rmSync(file);
		}
}

/** Puts the apps' bundles into assets.json in place of those that were there before. */
function publish(assets, built) {
	const list = path.join(assets, "assets.json");
	const old = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : {};
	const kept = Object.entries(old).filter(([, url]) => !(url.split("/")[2] in built));
	const all = Object.assign(Object.fromEntries(kept), ...Object.values(built));
	const unfinished = `${list}.${process.pid}`;
	writeFileSync(unfinished, JSON.stringify(all, null, 4));
	renameSync(unfinished, list);
}

function options() {
	try {
		const { values } = parseArgs({
			options: {
				bench: { type: "string" },
				"node-modules": { type: "string" },
				apps: { type: "string" },
			},
		});
		if (values.bench && values["node-modules"]) return values;
	} catch (error) {
		throw new Failure(`${error.message}\n${USAGE}`);
	}
	throw new Failure(USAGE);
}

async function main() {
	const values = options();
	const place = bench(values.bench, values["node-modules"]);
	const load = createRequire(path.join(place.nodeModules, "_"));
	const esbuild = load("esbuild");
	const extensions = plugins({ load, nodeModules: place.nodeModules, apps: place.apps.map(place.root) });

	const built = {};
	for (const app of values.apps?.split(",") ?? place.apps) {
		if (!place.apps.includes(app)) throw new Failure(`no app ${app} in ${path.dirname(place.root(app))}`);
		if (!existsSync(place.publicDir(app))) {
			console.log(`${app}: no public folder, nothing to build`);
			continue;
		}
		const start = performance.now();
		try {
			built[app] = await buildApp(esbuild, place, extensions, app);
		} catch (error) {
			if (!error.errors) throw error;
			const style = { kind: "error", color: process.stderr.isTTY };
			const messages = await esbuild.formatMessages(error.errors, style);
			throw new Failure(
				`${app} has faulty bundles; assets.json is left as it was\n\n${messages.join("")}`
			);
		}
		const seconds = ((performance.now() - start) / 1000).toFixed(1);
		console.log(`${app}: ${Object.keys(built[app]).length} bundles in ${seconds} s`);
	}
	publish(place.assets, built);
}

main().catch((error) => {
	console.error(`building the assets failed: ${error instanceof Failure ? error.message : error.stack}`);
	process.exit(1);
});
