"""The duty engine (domain §23): who owes what, made and settled in whole sets, never student by student.

filters   what a rule may say about its subjects and records, read from the metadata
rules     a rule as a value, its checks, and which rules a kind of record concerns
subjects  who owes a duty          assign    in whose list it stands
evidence  what counts, as a query  generate  duties made, moved, no longer owed
settle    duties and their evidence brought together: nightly, and for one record at once
run       the nightly run as a document        exempt, escalate, digest, remind   what people do about duties
mine, overview        what a person owes; what a college and the school have done, counted
evidence_form         from a duty to the form that fulfils it
dry_run, rule_fields  what the form of a rule asks while it is written
"""
