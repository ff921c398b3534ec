"""What a night's marks mean, when an alarm climbs."""
