"""What pages and reports ask of plans."""
