"""The due-diligence dossier 尽职免责档案 (domain §20): what is known of a student or a member of staff, in the order in which courts ask."""
