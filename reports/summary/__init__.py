"""A school on one day: the facts, what waits there, and for whom."""
