"""The use cases of second factors."""
