"""Hazards 隐患 and inspections 排查 (domain §17): steps, photos, deadlines, the second look, figures."""
