"""The use cases of series, one file per thing."""
