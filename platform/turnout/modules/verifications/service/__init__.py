"""The use cases of verifications."""
