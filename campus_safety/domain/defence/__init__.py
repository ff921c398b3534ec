"""Guards, patrols, visitors, defences: rules that need no site."""
