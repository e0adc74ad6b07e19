"""Fraud rules: limits of what one buyer may order in a time, and what happens beyond them."""
