"""Shifts: who works when and at which gate of an event; everybody sees their own."""
