"""Certificates of attendance: who came to an event may prove it, and anybody can check it."""
