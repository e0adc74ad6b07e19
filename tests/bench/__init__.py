"""Speed, as ratios to a floor built in the same run."""
