"""Series: events that belong together, by hand or by recurrence."""
