"""HTTP: routes' access, request parsing, problems, ETags, idempotency, the OpenAPI document."""
