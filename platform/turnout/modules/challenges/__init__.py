"""Challenges: a proof of work by which a browser shows that it takes an effort, once."""
