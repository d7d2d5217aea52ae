"""Self-evaluations, at the fictional schools of the cast."""
