"""What people said about messages of a kind: by topic and channel, with proof of each word."""
