"""Whether the application lives, and whether it is ready to be used."""
