"""Complaints 接诉即办, from whoever asks to what changed because they asked (domain §14).

senders   who asks: apart from the complaint, encrypted, found again by a code or an account
filing    it is written: on the page, or by the office that takes it down
clocks    the two clocks, by the school calendar
steps     who may do which step, and what it needs
answers   what whoever asked reads, answers and says of it
joining   several about the same
again     asked once more after four weeks
due       clocks that have run out call
figures   causes, shares and times, for those who can change them
"""
