"""The referral loop 接办闭环: whoever must act is told at once, takes it, answers; who does not, is passed over.

A room declares what calls for an alert (ALERTS in declared/); a school edits who is told and when (Campus Alert Kind).
"""
