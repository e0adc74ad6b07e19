"""Sign-in devices: the browsers that an account knows, and mails about those that it does not."""
