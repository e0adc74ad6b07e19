"""When things repeat, and where local times lie in time. Pure: no clock, no database."""
