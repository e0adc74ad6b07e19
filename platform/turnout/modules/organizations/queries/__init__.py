"""Every statement of organizations."""
