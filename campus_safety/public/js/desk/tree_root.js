// Where a tree begins: the one node that everything lies below; else, and while there is none, the whole list.
//
// The framework's own asks for the first node of an empty answer and stays blank: nobody could make a first one.

import { get } from "./server.js";

export const tree_root = {
	get_tree_nodes: "campus_safety.api.trees.get_children",
	add_tree_node: "campus_safety.api.trees.add_node",
	get_tree_root: false,

	async onload(view) {
		const nodes = (await get("trees.get_children", { doctype: view.doctype })) || [];
		view.root_label = nodes.length === 1 ? nodes[0].value : view.doctype;
		view.root_value = nodes.length === 1 ? nodes[0].value : "";
		view.make_tree();
	},

	// Of a node that is about to be made: the first of all is another one than those after it.
	likely_type(doctype, first, later) {
		const { tree, root_value } = frappe.views.trees[doctype];
		return root_value || Object.keys(tree.nodes).length > 1 ? later : first;
	},
};
