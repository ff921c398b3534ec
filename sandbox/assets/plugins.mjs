// What the Desk's sources need beyond plain esbuild: HTML templates, SCSS and Vue single-file components.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The plugins. `load` requires from `nodeModules`; `apps` are the folders where "frappe/public/..." is looked up. */
export function plugins({ load, nodeModules, apps }) {
	const prefixed = load("postcss")([load("autoprefixer")]);
	const scss = scssCompiler(load("sass"), nodeModules, apps);
	const style = {
		name: "style",
		setup(build) {
			build.onLoad({ filter: /\.(scss|css)$/ }, ({ path: file }) =>
				reported(file, async () => {
					let css = await readFile(file, "utf8");
					if (file.endsWith(".scss")) css = scss(css, file);
					// Files of packages come ready for browsers.
					if (!file.startsWith(nodeModules))
						css = (await prefixed.process(css, { from: file })).css;
					return { contents: css, loader: "css" };
				})
			);
		},
	};
	const forStyles = [packageFinder(nodeModules), style];
	return [
		...forStyles,
		template,
		withoutRealtime,
		component(load("vue/compiler-sfc"), scss, prefixed.plugins, forStyles),
	];
}

/**
 * Finds packages as if an app had them beside it. The option nodePaths alone would do, but it passes over a package's
 * "exports": Vue then comes as CommonJS with its compiler, five times the size. Packages get the same Vue as the app,
 * also those that would require() another copy.
 */
function packageFinder(nodeModules) {
	const resolveDir = path.dirname(nodeModules);
	return {
		name: "package",
		setup(build) {
			build.onResolve({ filter: /^[@\w]/ }, async ({ path: name, kind, importer, pluginData }) => {
				const foreign = importer.startsWith(nodeModules) && name !== "vue";
				if (kind === "entry-point" || pluginData === resolveDir || foreign) return;
				const as = name === "vue" ? "import-statement" : kind;
				const found = await build.resolve(name, {
					resolveDir,
					kind: as,
					importer,
					pluginData: resolveDir,
				});
				return found.errors.length ? undefined : found;
			});
		},
	};
}

/** `import "./list.html"` fills frappe.templates.list. */
const template = {
	name: "template",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
			const name = JSON.stringify(path.basename(file).split(".")[0]);
			return {
				contents: `frappe.templates[${name}] = ${JSON.stringify(await readFile(file, "utf8"))};`,
			};
		});
	},
};

/** Lists of the Desk stop at emit() on a site with "disable_async": there is no socket then. */
const withoutRealtime = {
	name: "without-realtime",
	setup(build) {
		build.onLoad({ filter: /[\\/]frappe[\\/]socketio_client\.js$/ }, async ({ path: file }) => {
			const guard = `
				const { emit } = RealTimeClient.prototype;
				RealTimeClient.prototype.emit = function (...args) {
					if (this.socket) emit.apply(this, args);
				};`;
			return { contents: (await readFile(file, "utf8")) + guard };
		});
	},
};

/** Sass where "~name" is a file of a package and "frappe/public/name" one of an app. */
function scssCompiler(sass, nodeModules, apps) {
	const root = pathToFileURL(nodeModules + "/");
	const packages = { findFileUrl: (url) => (url.startsWith("~") ? new URL(url.slice(1), root) : null) };
	return (source, file) =>
		sass.compileString(source, {
			url: pathToFileURL(file),
			importers: [packages],
			loadPaths: [path.dirname(file), nodeModules, ...apps],
			charset: false,
			logger: sass.Logger.silent, // the framework's and Bootstrap's deprecated notation is not ours to change
		}).css;
}

/** Vue single-file components. Their styles travel inside the script: no page links a style sheet for them. */
function component(sfc, scss, postcssPlugins, forStyles) {
	async function css(build, descriptor, file, id) {
		const parts = [];
		for (const { content, lang, scoped, loc } of descriptor.styles) {
			const inPlace = "\n".repeat(loc.start.line - 1) + content; // for the lines in error messages
			const source = lang === "scss" ? scss(inPlace, file) : inPlace;
			const options = { source, filename: file, id, scoped, isProd: true, postcssPlugins };
			const { code, errors } = await sfc.compileStyleAsync(options);
			if (errors.length) throw errors[0];
			parts.push(code);
		}
		if (!parts.length) return "";
		const { minify, nodePaths, external, target } = build.initialOptions;
		const stdin = {
			contents: parts.join("\n"),
			loader: "css",
			resolveDir: path.dirname(file),
			sourcefile: file,
		};
		const options = {
			stdin,
			minify,
			nodePaths,
			external,
			target,
			plugins: forStyles,
			bundle: true,
			write: false,
		};
		const { outputFiles } = await build.esbuild.build({ ...options, logLevel: "silent" });
		return `\nfrappe.dom.set_style(${JSON.stringify(outputFiles[0].text)});`;
	}

	async function compile(build, file) {
		const { descriptor, errors } = sfc.parse(await readFile(file, "utf8"), { filename: file });
		if (errors.length) throw errors[0];
		const hash = createHash("sha256").update(path.basename(file) + descriptor.source);
		const id = "data-v-" + hash.digest("hex").slice(0, 8);
		const scoped = descriptor.styles.some((style) => style.scoped);
		const { script, scriptSetup, template: markup } = descriptor;
		const code = ["const __component = {};"];
		if (script || scriptSetup) {
			const options = { id, isProd: true, inlineTemplate: true, genDefaultAs: "__component" };
			code[0] = sfc.compileScript(descriptor, options).content;
		}
		if (markup && !scriptSetup) {
			const render = sfc.compileTemplate({
				source: markup.content,
				filename: file,
				id,
				scoped,
				isProd: true,
			});
			if (render.errors.length) throw render.errors[0];
			code.push(render.code, "__component.render = render;");
		}
		if (scoped) code.push(`__component.__scopeId = "${id}";`);
		code.push("export default __component;", await css(build, descriptor, file, id));
		const typed = (scriptSetup ?? script)?.lang === "ts";
		return { contents: code.join("\n"), loader: typed ? "ts" : "js" };
	}

	return {
		name: "component",
		setup(build) {
			build.onLoad({ filter: /\.vue$/ }, ({ path: file }) =>
				reported(file, () => compile(build, file))
			);
		},
	};
}

/** Runs a compiler and gives its error to esbuild with the place where it happened. */
async function reported(file, compile) {
	try {
		return await compile();
	} catch (error) {
		if (error.errors) return { errors: error.errors }; // from esbuild itself
		const text = error.sassMessage ?? error.reason ?? error.message;
		const { span } = error; // from Sass, which counts from 0; Vue and postcss count from 1
		const start = span?.start ?? error.loc?.start ?? error;
		if (start.line === undefined) return { errors: [{ text: `${file}: ${text}` }] };
		const place = span?.url ? fileURLToPath(span.url) : (error.file ?? file);
		const line = start.line + (span ? 1 : 0);
		const lineText = (await readFile(place, "utf8")).split("\n")[line - 1] ?? "";
		const column = start.column - (span ? 0 : 1);
		return { errors: [{ text, location: { file: place, line, column, lineText } }] };
	}
}
