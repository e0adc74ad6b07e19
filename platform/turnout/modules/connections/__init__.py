"""An organization's configured adapters: settings, sealed secrets, health."""
