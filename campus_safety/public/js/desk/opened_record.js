// A protected record opened in a form: plain text on the screen, ciphertext on its way back.
//
// Revealed text stands in frm.doc, so that it is edited like any other. What nobody changed goes back to the server as
// the ciphertext it came as; only what was typed goes as plain text, and the server encrypts it.

import { is_ciphertext, secret_fields } from "./secret_text.js";

export class OpenedRecord {
	constructor(frm, tables) {
		this.frm = frm;
		this.doc = frm.doc;
		this.tables = tables;
		this.plain_of = new Map(); // ciphertext → plain text, as long as the record stays open
		this.sent = null;
	}

	get is_open() {
		return this.plain_of.size > 0;
	}

	// the same document after a reload (another object) or after its first save (another name)
	follow(doc) {
		const is_same = doc.name === this.doc.name || frappe.model.new_names[this.doc.name] === doc.name;
		if (is_same) this.doc = doc;
		return is_same;
	}

	// rows with secret fields: the document, then its child rows
	*rows(doc = this.doc) {
		yield { row: doc, fields: secret_fields(doc.doctype), at: "" };
		for (const table of this.tables) {
			for (const [index, row] of (doc[table] || []).entries()) {
				yield { row, fields: secret_fields(row.doctype), at: `${table}.${index}`, table };
			}
		}
	}

	*places(doc) {
		for (const { row, fields, at, table } of this.rows(doc)) {
			for (const field of fields) yield { row, field, at: `${at}.${field}`, table };
		}
	}

	get has_locked_text() {
		return [...this.places()].some(({ row, field }) => is_ciphertext(row[field]));
	}

	// answer: {fields: {field: text}, tables: {table: {row name: {field: text}}}}
	open(answer) {
		for (const { row, field, table } of this.places()) {
			const texts = table ? answer.tables?.[table]?.[row.name] : answer.fields;
			if (is_ciphertext(row[field]) && texts && field in texts) {
				this.plain_of.set(row[field], texts[field] || "");
			}
		}
		this.show();
	}

	// Put the plain text of everything known in place of its ciphertext; the form does not become dirty by it.
	show() {
		this.learn_from_save();
		this.carry_ciphertext_back();
		this.swap(({ row, field }) => {
			if (!is_ciphertext(row[field]) || !this.plain_of.has(row[field])) return;
			row.__sealed = row.__sealed || {};
			hide_property(row, "__sealed");
			row.__sealed[field] = row[field];
			return this.plain_of.get(row[field]);
		});
	}

	// Lock again what was only read. What was typed and not saved yet stays: nothing typed is ever lost.
	close() {
		this.swap(({ row, field }) => this.untouched(row, field));
		this.plain_of.clear();
	}

	// the ciphertext that a place came with, if its text is still the one revealed
	untouched(row, field) {
		const ciphertext = row.__sealed?.[field];
		if (ciphertext && this.plain_of.get(ciphertext) === row[field]) return ciphertext;
	}

	swap(value_for) {
		const parents = new Set();
		const tables = new Set();
		for (const place of this.places()) {
			const value = value_for(place);
			if (value === undefined) continue;
			place.row[place.field] = value;
			place.table ? tables.add(place.table) : parents.add(place.field);
		}
		if (this.doc !== this.frm.doc) return;
		parents.forEach((field) => this.frm.fields_dict[field]?.refresh());
		tables.forEach((table) => this.frm.fields_dict[table]?.grid.refresh());
	}

	// Whatever turns the document into text for the server gets the ciphertext of untouched places.
	carry_ciphertext_back() {
		const record = this;
		Object.defineProperty(this.doc, "toJSON", {
			configurable: true,
			enumerable: false,
			value() {
				return record.sealed_copy(this);
			},
		});
	}

	sealed_copy(doc) {
		const copy = { ...doc };
		this.learn_from_save(); // the document is also sent to ask for its next workflow actions
		this.sent = { modified: doc.modified, texts: new Map() };
		for (const { row, field, at } of this.places(doc)) {
			if (row[field] && !is_ciphertext(row[field])) this.sent.texts.set(at, row[field]);
		}
		for (const table of this.tables) {
			if (copy[table]) copy[table] = copy[table].map((row) => this.sealed_row(row));
		}
		return Object.assign(copy, this.sealed_row(doc, true));
	}

	sealed_row(row, only_secrets = false) {
		const copy = only_secrets ? {} : { ...row };
		for (const field of secret_fields(row.doctype)) {
			copy[field] = this.untouched(row, field) || row[field];
		}
		return copy;
	}

	// After a save the server's new ciphertext stands where a moment ago somebody typed: they go on seeing their text.
	learn_from_save() {
		if (!this.sent || this.sent.modified === this.doc.modified) return;
		for (const { row, field, at } of this.places()) {
			if (is_ciphertext(row[field]) && this.sent.texts.has(at)) {
				this.plain_of.set(row[field], this.sent.texts.get(at));
			}
		}
		this.sent = null;
	}
}

function hide_property(object, name) {
	Object.defineProperty(object, name, {
		value: object[name],
		writable: true,
		configurable: true,
		enumerable: false,
	});
}
