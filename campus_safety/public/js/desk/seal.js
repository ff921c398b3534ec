// 存证校验: how far everything is sealed, a checkpoint from paper or mail to check it against, and what was found.

import { add_refresh_button } from "./refresh_button.js";
import { get, post } from "./server.js";
import { escape } from "./text.js";

const ASK_AGAIN = 3000; // milliseconds between questions about a check that a worker does

export class SealPage {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Seal of Evidence"),
			single_column: true,
		});
		add_refresh_button(this.page, () => this.load());
		this.body = $('<div class="campus-seal"></div>').appendTo(this.page.body);
		this.standing = $('<section class="campus-seal-figures"></section>').appendTo(this.body);
		this.ask = $('<section class="campus-seal-card"></section>').appendTo(this.body);
		this.result = $('<section aria-live="polite"></section>').appendTo(this.body);
		this.latest = $('<section class="campus-seal-card"></section>').appendTo(this.body);
		this.history = $('<section class="campus-seal-card"></section>').appendTo(this.body);
		this.show_question();
	}

	async load() {
		const standing = await get("seal.get_standing");
		this.show_figures(standing);
		this.show_latest(standing);
		this.show_history(standing.checks);
	}

	show_figures({ sealed, sealed_at, waiting, oldest_waiting, checkpoint, last_mailed }) {
		const figure = (label, number, note, look = "") =>
			`<div class="campus-seal-figure ${look}">
				<span>${label}</span><strong>${number}</strong><small>${note}</small></div>`;
		const sent = last_mailed
			? __("mailed on {0}", [moment_of(last_mailed.mailed_at)])
			: __("No checkpoint has left this server by mail yet: print one.");
		this.standing.html(
			figure(__("Sealed Entries"), sealed, sealed_at ? __("up to {0}", [moment_of(sealed_at)]) : "") +
				figure(
					__("Entries Waiting"),
					waiting,
					oldest_waiting ? __("since {0}", [moment_of(oldest_waiting)]) : __("nothing waits")
				) +
				figure(
					__("Last Checkpoint"),
					checkpoint ? moment_of(checkpoint.taken_at).slice(0, 10) : "—",
					sent,
					last_mailed ? "" : "is-warning"
				)
		);
	}

	show_question() {
		this.ask.html(`<h3>${__("Check Now")}</h3>
			<p>${__(
				"Paste a checkpoint from an old mail, or type it from an old print: the line that begins with CS1. Several at once tell in which night something was changed."
			)}</p>
			<textarea class="form-control" rows="4" spellcheck="false" autocomplete="off"
				aria-label="${__("Checkpoint")}" placeholder="CS1|…"></textarea>
			<div class="campus-seal-buttons">
				<button type="button" class="btn btn-primary">${__("Check Now")}</button>
				<small>${__("Without one, a cut end or everything written anew stays unseen.")}</small>
			</div>`);
		this.ask.find("button").on("click", () => this.check());
	}

	async check() {
		const checkpoint = this.ask.find("textarea").val();
		this.result.empty();
		const name = await post("seal.check", { checkpoint }, { freeze_message: __("Checking") });
		if (name) await this.follow(name);
		this.load();
	}

	/** Until the check is done: a worker may take minutes. */
	async follow(name) {
		const { status, found } = await get("seal.get_outcome", { name });
		if (status !== "Running") return found ? this.show_result(found) : this.show_failure();
		this.result.html(
			`<div class="campus-seal-verdict">${__("The check is running; this page shows what it finds.")}</div>`
		);
		await new Promise((done) => setTimeout(done, ASK_AGAIN));
		return this.follow(name);
	}

	show_failure() {
		this.result.html(
			`<div class="campus-seal-verdict is-broken"><strong>${__("The check did not come to its end.")}</strong></div>`
		);
	}

	show_result(found) {
		const looked = __("{0} entries, {1} records looked at", [found.entries, found.records]);
		const against = found.checkpoints.length
			? found.checkpoints
					.map(({ size, time }) => __("checkpoint of {0}, {1} entries", [moment_of(time), size]))
					.join("；")
			: __("without a checkpoint from outside");
		const kept = found.are_kept
			? ""
			: `<p>${__("A checkpoint you pasted is not kept on this server any more.")}</p>`;
		this.result.html(`<div class="campus-seal-verdict ${found.whole ? "is-whole" : "is-broken"}">
			<strong>${found.whole ? __("Whole: nothing was changed, cut or put in.") : escape(found.first)}</strong>
			<p>${looked} · ${escape(against)}</p>${kept}</div>`);
		if (found.findings.length > 1) this.show_findings(found);
	}

	show_findings({ findings, more }) {
		const list = $(
			`<div class="campus-seal-card"><h3>${__("All Findings")}</h3><ol></ol></div>`
		).appendTo(this.result);
		for (const { label, words } of findings) {
			$(`<li><span class="indicator-pill red">${escape(label)}</span> ${escape(words)}</li>`).appendTo(
				list.find("ol")
			);
		}
		if (more) list.append(`<p class="text-muted">${__("and {0} more", [more])}</p>`);
	}

	show_latest({ checkpoint, public_key }) {
		if (!checkpoint) {
			this.latest.html(`<p class="text-muted">${__("The first checkpoint is taken tonight.")}</p>`);
			return;
		}
		const entries = __("{0} entries, taken at {1}", [checkpoint.size, moment_of(checkpoint.taken_at)]);
		this.latest.html(`<h3>${__("Last Checkpoint")}</h3>
			<div class="campus-seal-latest">
				<div class="campus-seal-qr" role="img" aria-label="${__("Checkpoint as QR code")}">${checkpoint.qr}</div>
				<div>
					<p>${entries}</p>
					<code>${escape(checkpoint.text)}</code>
					<p class="text-muted">${__("Public key: {0}", [`<code>${escape(public_key || "—")}</code>`])}</p>
					<button type="button" class="btn btn-default btn-sm">${__("Copy")}</button>
				</div>
			</div>`);
		this.latest.find("button").on("click", () => frappe.utils.copy_to_clipboard(checkpoint.text));
	}

	show_history(checks) {
		this.history.html(`<h3>${__("Recent Checks")}</h3>`).toggle(Boolean(checks.length));
		for (const { name, started, status, user, first_finding } of checks) {
			const look = { Whole: "green", Broken: "red", Running: "blue" }[status] || "gray";
			const who = escape(frappe.user.full_name(user));
			$(`<div class="campus-seal-check" role="button" tabindex="0">
				<span class="indicator-pill ${look}">${__(status, null, "Campus Seal Check")}</span>
				<span>${moment_of(started)} · ${who}</span><small>${escape(first_finding)}</small></div>`)
				.on("click", () => this.follow(name))
				.on("keydown", ({ key }) => key === "Enter" && this.follow(name))
				.appendTo(this.history);
		}
	}
}

/** The server's own time, wherever the reader sits: as it stands in the entries and on the paper. */
const moment_of = (value) => String(value).slice(0, 16);
