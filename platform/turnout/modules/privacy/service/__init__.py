"""Use cases of privacy: erasures asked for and carried out, and copies of personal data."""
