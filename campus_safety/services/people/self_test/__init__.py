"""The night watch tries itself every evening 夜间自检: would tonight's alarms be heard, and does the machine run?

line      what one line says
ladders   a canary down each ladder: who would be told of it
channels  host, text and token of each channel, without a post; who has no address there
reports   a report without a name that goes the whole way and is taken back
machine   clocks, jobs, queue, mail, backup, keys, disk
run       the evening's run, as a document, told to whoever can mend it
latest    what others show of the last one
"""
