"""Covers drawn for events without a picture: posters in the organization's colour."""
