"""The lists that join the apps as files: their columns."""
