"""Platform statistics: what all organizations sell by day, for the platform's operators."""
