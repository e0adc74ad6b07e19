"""The sockets process: tells browsers what changed; reads Redis and nothing else."""
