"""Tickets as passes in wallet apps: handed out, kept up to date, taken back."""
