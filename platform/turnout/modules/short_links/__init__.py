"""Short links: addresses for print and posts that lead to an event, its tickets or an organizer."""
