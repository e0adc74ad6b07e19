"""The use cases of enterprise sign-in."""
