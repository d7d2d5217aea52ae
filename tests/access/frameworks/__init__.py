"""The table of access and the canaries where another framework is at work."""
