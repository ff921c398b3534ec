"""Lists of a host, the ERP on the same site or a directory of staff, read into the school's own: one way, in steps that repeat harmlessly.

mapping    what the administrator has said: fields, words, schedule; suggested where the host is found
listing    students and staff as a list of the import, which checks, shows and writes it as if somebody had uploaded it
units      departments and classes
terms      academic terms
run        reading, a look through it, writing; taken up again where a worker was ended
schedule   what begins by itself, and what waits for a person instead
follow     what the import did with a list
messages   every code as a sentence
"""
