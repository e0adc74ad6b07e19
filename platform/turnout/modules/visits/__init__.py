"""Visits: how often pages of events were seen, by source and device and without persons."""
