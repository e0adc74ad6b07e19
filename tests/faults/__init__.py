"""What holds while processes are killed: real roles, real SIGKILL, and the database afterwards."""
