"""Template shares: an agency's templates of events, for its clients to make events of."""
