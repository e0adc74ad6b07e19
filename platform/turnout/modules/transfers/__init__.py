"""Tickets that change hands: offered by who holds them, accepted by who was mailed the link."""
