"""The review of an incident 事件复盘 (domain §20): collected from sealed records, its actions become dated tasks."""
