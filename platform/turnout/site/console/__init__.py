"""The console's page: the shell in which organizers, agencies and operators work."""
