// 负担账: how many fields one holder of a post types in a term. Asked for apart: it reads samples of every record.

import { get } from "../server.js";
import { escape } from "../text.js";

export async function show_burden(page) {
	if (!page.data.heat || !page.burden || page.burden.children().length) return;
	const found = await get("workbench.get_burden");
	if (!found?.posts.length) return;
	const most = found.posts[0].typed;
	page.burden.html(
		`<div class="campus-heading"><h3>${__("Burden Account: Fields Typed per Person and Term")}</h3></div>`
	);
	for (const { post: holder, typed } of found.posts) {
		const bar = `<i class="is-open" style="width:${(100 * typed) / most}%"></i>`;
		const words = __("{0} fields", [Math.round(typed)]);
		page.burden.append(`<div class="campus-bar-row">
			<div class="campus-bar-name"><span>${escape(__(holder))}</span></div>
			<div class="campus-bar" aria-hidden="true">${bar}</div>
			<div class="campus-bar-numbers"><strong>${words}</strong></div>
		</div>`);
	}
	const unread = found.unread ? __("{0} rules that nobody read this term.", [found.unread]) : "";
	const link = `<a href="/app/query-report/Campus Duty Burden">${__("Rule by Rule")}</a>`;
	page.burden.append(`<p class="campus-hint">${unread} ${link}</p>`);
}
