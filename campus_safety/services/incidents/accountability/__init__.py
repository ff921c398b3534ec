"""Accountability 责任认定 (domain §20): evidence for and against, heard before it is found, approved by a leader, open to appeal."""
