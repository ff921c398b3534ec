"""Passages at gates and doors 门禁: from devices and their files into events, and from events into the night's roll.

keys      the account and key with which a device sends
events    rows that are right, written set-based, each once
people    the students behind the numbers, found in one query
sheet     a device's file: preview, start, resume, over a Campus Gate Import document
push      what a device sends over HTTP: one answer per row
clock     a device whose clock is wrong is named to those who can set it right
night     tonight's passages into the roll call
retention passages older than the school keeps them
messages  every code as a sentence for the duty office
"""
