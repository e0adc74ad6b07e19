"""The statements of identity."""
