"""Requests and answers of events."""
