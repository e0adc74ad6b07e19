"""Sales forecasts: what an event is likely to sell, and how right such forecasts were so far."""
