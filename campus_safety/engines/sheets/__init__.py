"""Import of lists from Excel and CSV files: what all such imports share, whatever the list is about.

file_check   is this file what it says, and small enough to open
source_file  the uploaded file, found only where the person may read it
table        the sheet with the list, as rows of text
workbook     workbooks, by openpyxl; plain_workbook: by calamine, where it is there and loses nothing
package      workbooks whose package is written in another way, in the ordinary form
marks        merged cells and hidden rows
text_file    CSV: encoding, separator, rows
mapping      the columns as the person has set them on the import document
kind         what a kind of list has to say: columns, checks, plan, writes
document     the base of the import documents
run          preview, start, resume, whatever the list is about
kept         what the preview has read, for the import that follows
lifecycle    previewed, queued, running, completed: one document from the file to the last row
messages     every code that files and cells share, as a sentence
marked_file  the original list with the bad cells in red
"""
