"""Quiet hours: when a person gets no text messages that can wait."""
