"""Use cases of ticket transfers."""
