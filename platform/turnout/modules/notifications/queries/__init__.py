"""Every statement of notifications: mails, rounds of news, and who wants none."""
