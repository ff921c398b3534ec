"""Import of students from the Excel and CSV files that colleges have.

file_check   is this file what it says, and small enough to open
table        the sheet as rows of text (pandas)
directory    classes and rooms of the school, found by the words people write
plan         what each row would create, change, leave or be refused for
write        the plan as set-based writes
run          preview, start, resume: the use case over a Campus Student Import document
messages     every code as a sentence for the Student Affairs office
marked_file  the original list with the bad cells in red
"""
