"""The counselling centre: shifts and their hours, appointments with and without a name, what a student is shown."""
