"""Dashboards: what an event sells and who is in, now and by day, pushed while somebody looks."""
