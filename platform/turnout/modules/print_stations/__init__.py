"""Print stations: printers at the entrance, the connectors that print for them, their queues."""
