"""The audit log as people use it: who changed what and when, and the proof that it is whole."""
