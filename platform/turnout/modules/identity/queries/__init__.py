"""Every statement of identity."""
