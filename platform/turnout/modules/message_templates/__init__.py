"""Message templates: an organization's own words for the mails that leave in its name."""
