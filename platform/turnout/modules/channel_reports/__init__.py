"""Channel reports: what each sales channel and each sales partner sold."""
