"""Funnel reports: how many saw an event, opened its checkout, held tickets and bought."""
