"""Domains of their own from which organizations send their mails, checked, signed and warmed up."""
