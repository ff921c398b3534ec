"""Early warning 预警 (domain §24): rules over any kind of record, the nightly run, and what people do with a warning."""
