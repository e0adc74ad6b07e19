"""The public pages, rendered on the server: landing, directory, event, order, account."""
