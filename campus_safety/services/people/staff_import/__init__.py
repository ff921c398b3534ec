"""Import of staff, their accounts and posts from one list; files, tables and the run of an import are those of engines.sheets.

words        positions and offices, found by the words people write
places       classes, colleges, buildings and rooms of a post
accounts     whose account it is, and what it has already
plan         what each row would make, add, leave or be refused for
told         who has an account or a post and is not in the list
write        the plan as documents, through the rules of accounts and posts
passwords    first passwords, made and handed out once
kind         all of it as the kind of import that engines.sheets.run carries out
describe     the preview as data for the form
messages     every code of such a list as a sentence
"""
