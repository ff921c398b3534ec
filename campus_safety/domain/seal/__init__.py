"""The seal of evidence 存证: what a leaf says, the Merkle tree over all leaves (RFC 6962), and what a checkpoint states."""
