"""Every statement of check-in, one file per thing."""
