"""Every statement of check-in: at the door, and about its lists."""
