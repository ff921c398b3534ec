"""States of a risk ledger, where they mean one thing to all who count."""

# on roll 在册: filed and led; a nomination is not decided yet and no ledger, a closed or transferred one is over
LED = ("Filed", "Supporting", "Close Proposed")
NEVER_FILED = ("Nominated", "Declined")
