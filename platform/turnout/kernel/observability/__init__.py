"""Logs, metrics, traces, health and heartbeats."""
