"""The platform's operators: who they are, their tokens, and what they do for people and tenants."""
