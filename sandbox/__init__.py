"""A real Frappe site on this machine, made from package registries only. Run it as `python3 sandbox`."""
