"""The demonstration: a team, twelve invented schools and a year of their work."""
