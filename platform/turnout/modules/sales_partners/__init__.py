"""Sales partners: who sells an organization's tickets by a code, a link or an API token."""
