"""A time in which people can read, and nothing can be saved: while the database is
moved or restored, or a fault is looked into."""
