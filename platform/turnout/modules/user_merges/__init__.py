"""Merging two accounts of one person into one, by an operator of the platform."""
