"""Self-evaluations: setting the meeting, writing the parts, helpers and files."""
