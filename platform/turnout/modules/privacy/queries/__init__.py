"""Statements of privacy: erasures as they are asked for, and the rows of a person anywhere."""
