"""Programmes of events: sessions, speakers, tracks, their import and export."""
