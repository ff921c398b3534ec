"""The duty engine (domain §23): who owes what, made and settled in whole sets, never student by student.

filters   what a rule may say about its subjects and records, read from the metadata
rules     a rule as a value, its checks, and which rules a kind of record concerns
subjects  who owes a duty          assign    in whose list it stands
evidence  what counts, as a query  generate  duties made, moved, no longer owed
settle    duties and their evidence brought together: nightly, and for one record at once
run       the nightly run as a document        exempt, escalate, digest   what people do about duties
"""
