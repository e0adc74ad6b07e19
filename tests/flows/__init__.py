"""Whole stories across modules, told over HTTP in the test's own process."""
