"""Every statement about events, one file per thing."""
