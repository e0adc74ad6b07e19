"""The suppression list: addresses that an organization sends no mail to, and why."""
