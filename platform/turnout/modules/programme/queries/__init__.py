"""Every statement about programmes, one file per thing."""
