"""Three-tier crisis handling (domain §12): the checklist and its clock, guardians, the watch, levels that only two may lower."""
