"""Abnormal reports 异常上报: filed by name or without, joined, taken, answered by receipt."""
