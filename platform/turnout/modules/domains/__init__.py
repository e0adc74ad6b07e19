"""Domains of organizations: proven by a DNS record, claimed by one organization only."""
