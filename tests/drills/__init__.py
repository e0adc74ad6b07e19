"""Drills: accidents that operators rehearse, played with real processes and figured."""
