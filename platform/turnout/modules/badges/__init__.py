"""Badges: what they look like, drawn for paper and label printers, and who printed which when."""
