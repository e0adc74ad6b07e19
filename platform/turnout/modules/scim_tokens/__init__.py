"""The bearer tokens by which directories call, and the log of what they asked for."""
