"""Embeds: the sites of others in whose pages an organization's checkout and events may stand."""
