"""Full-text search: what is asked for, and the index in each database."""
