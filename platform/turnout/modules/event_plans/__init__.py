"""Event plans: what is to do before an event, who supplies what, and the run of show."""
