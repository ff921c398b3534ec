"""The seal 存证: a leaf for every version of a record that is evidence, a tree over all leaves, a signed checkpoint each night.

Saving never waits for it: a leaf is a row of its own in the record's transaction (`leaves`); a job gives the leaves their
places each minute (`sequence`) and signs how things stand each night (`checkpoints`). `verify` compares all of it with the
records, and with a checkpoint from paper or mail.
"""
