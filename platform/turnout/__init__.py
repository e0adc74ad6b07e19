"""Turnout: event registration and ticketing for many organizations on one platform."""

__version__ = "0.1.0"
