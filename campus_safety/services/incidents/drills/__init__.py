"""Drills and musters 演练与清点 (domain §18): who is expected, who has come, what it shows, who may know beforehand."""
