"""Faults, made on purpose while people work (docs/adr): `make test-chaos`."""
