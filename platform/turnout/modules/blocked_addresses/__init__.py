"""Blocked addresses: e-mail addresses, domains and networks whose orders are held or refused."""
