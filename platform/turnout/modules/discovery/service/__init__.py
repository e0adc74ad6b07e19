"""Use cases of discovery: what is published is looked up, searched, and indexed by facts."""
