"""Answers to an event's form, and the files that answer it."""
