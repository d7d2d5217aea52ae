"""Drafts: what is typed on a long form is kept until it is saved (docs/adr/0013)."""
