"""Use cases of abuse reports."""
