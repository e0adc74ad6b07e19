"""The API's documentation: a guide, and every operation by subject, out of the OpenAPI document."""
