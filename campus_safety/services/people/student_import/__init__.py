"""Import of students from the Excel and CSV files that colleges have; files, tables and the run of an import
are those of engines.sheets.

directory    classes and rooms of the school, found by the words people write
told         what the preview says though no row is refused for it
owners       whose an identity number is already
guardians    parents of the list beside those a student has
plan         what each row would create, change, leave or be refused for
write        the plan as set-based writes
kind         all of it as the kind of import that engines.sheets.run carries out
describe     the preview as data for the form
messages     every code of a student list as a sentence for the Student Affairs office
"""
