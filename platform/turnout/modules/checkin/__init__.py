"""Check-in at the door: lists, scans and admissions; who may come in, once, and why not."""
