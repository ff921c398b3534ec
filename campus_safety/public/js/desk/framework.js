// Hooking into functions of the framework. A fault of ours must never keep the framework from its own work: one thrown
// error in `init_doctype`, and every list of the site stays empty.

/** Runs `then`, with the same `this` and arguments, after `object[name]`, whose answer stays as it is. */
export function after(object, name, then) {
	wrap(object, name, (framework, ours) => {
		const answer = framework();
		ours(then);
		return answer;
	});
}

/** Answers `then(answer, …arguments)` in place of the answer of `object[name]`. */
export function change(object, name, then) {
	const own = object?.[name];
	if (typeof own !== "function") return console.error(`campus_safety: the framework has no ${name}`);
	object[name] = function (...given) {
		let answer = own.apply(this, given);
		quietly(name, () => (answer = then(answer, ...given)));
		return answer;
	};
}

/** Answers `then(this, answer, …arguments)` in place of the answer of the method `object[name]`. */
export function change_with_this(object, name, then) {
	const own = object?.[name];
	if (typeof own !== "function") return console.error(`campus_safety: the framework has no ${name}`);
	object[name] = function (...given) {
		let answer = own.apply(this, given);
		quietly(name, () => (answer = then(this, answer, ...given)));
		return answer;
	};
}

/** Runs `first`, with the same `this` and arguments, before `object[name]`. */
export function before(object, name, first) {
	wrap(object, name, (framework, ours) => {
		ours(first);
		return framework();
	});
}

/** Leaves `object[name]` out where `holds`, with the same `this` and arguments, says so. */
export function unless(object, name, holds) {
	wrap(object, name, (framework, ours) => {
		let left_out = false;
		ours(function (...given) {
			left_out = holds.apply(this, given);
		});
		return left_out ? undefined : framework();
	});
}

/** Runs `then(doctype)` when a DocType's own scripts have been read; v15 hands over its name, v16 its meta. */
export function after_init_doctype(then) {
	after(frappe.model, "init_doctype", (given) => then(given.name || given));
}

function wrap(object, name, run) {
	const own = object?.[name];
	if (typeof own !== "function") return console.error(`campus_safety: the framework has no ${name}`);
	object[name] = function (...given) {
		const framework = () => own.apply(this, given);
		return run(framework, (ours) => quietly(name, () => ours.apply(this, given)));
	};
}

/** Runs `act`; what goes wrong in it is said on the console and stops nobody. */
export function quietly(name, act) {
	try {
		act();
	} catch (error) {
		console.error(`campus_safety, beside ${name}:`, error);
	}
}
