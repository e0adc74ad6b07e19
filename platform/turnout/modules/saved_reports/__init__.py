"""Saved reports: sales reports with a name, shared with members for a time, and sent by mail."""
