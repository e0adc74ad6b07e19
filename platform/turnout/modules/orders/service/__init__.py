"""Use cases of a purchase, one file per verb."""
