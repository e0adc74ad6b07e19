"""The use cases of programmes, one file per thing."""
