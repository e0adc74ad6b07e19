"""Buyer terms: what an event lets its buyers do by themselves, and what comes back."""
