"""The pages that are apps: the console, where the team works, and the scanner at the door."""
