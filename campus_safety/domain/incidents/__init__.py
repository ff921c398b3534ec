"""Abnormal reports 异常上报 as pure rules (domain §13): receipts, words that ask for help, clocks, floods, photos."""
