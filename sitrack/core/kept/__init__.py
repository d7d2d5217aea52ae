"""A form that is posted after its sender's sign-in ran out is kept (docs/adr/0012)."""
