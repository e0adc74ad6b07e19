"""Sponsors and partners of an event, in levels, and what each sees by a link of their own."""
