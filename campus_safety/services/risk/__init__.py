"""The risk ledger's way through its states, the status it leaves, who answers for it."""
