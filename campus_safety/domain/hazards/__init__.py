"""Hazards 隐患 and inspections 排查 (domain §17; 二(三), 三(一)) as pure rules."""
