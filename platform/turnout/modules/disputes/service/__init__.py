"""Use cases of the dispute desk."""
