"""The ladder, the times and the return of a leave."""
