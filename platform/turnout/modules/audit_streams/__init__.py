"""The audit log and the security events, streamed to a log server (SIEM) of the customer's."""
