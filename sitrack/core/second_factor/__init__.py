"""The second step of signing in: required of everybody by default (docs/adr/0045)."""
