"""Messages to the team: which members are told of what happened, and where it leads."""
