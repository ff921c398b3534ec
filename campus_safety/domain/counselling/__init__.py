"""Rules of the counselling centre 心理咨询 (domain §10, clause 四(一)) as values."""
