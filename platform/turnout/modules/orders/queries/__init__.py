"""Every statement of a purchase: the one that places it, and those that read and change it."""
