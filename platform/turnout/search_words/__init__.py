"""Words as a search compares them: folded, put right, with others that mean the same."""
