"""Signing in with what people sign in with elsewhere (docs/adr/0052)."""
