"""Security events: what happened to accounts, tokens, webhooks and exports, each as a record."""
