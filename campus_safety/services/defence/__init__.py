"""Guards, patrols, visitors, equipment, what was taken away (domain §17)."""
