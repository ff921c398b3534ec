"""The first day 首次设置: what a school has to do, in the order of the day, each step worked out from the data.

step      what one step says
machine   the site itself: keys, time zone, scheduler, mail, https
school    units, term, students, staff, gaps
begin     rules, the first run, channels, students' accounts, the trial night
health    afterwards: what would go wrong in silence
fixes     what a step's button does where it is done here
"""
