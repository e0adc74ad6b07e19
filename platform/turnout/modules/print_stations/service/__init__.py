"""Use cases of print stations: stations, connectors, and jobs."""
