"""Use cases of API tokens: tokens, service accounts, and what a token opens."""
