"""Notice to the police 推送公安 (domain §19)."""
