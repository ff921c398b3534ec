"""When a duty is owed, done, late; how it climbs; how it is counted."""
