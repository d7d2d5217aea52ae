"""Copies of everything, and the proof that one can be restored."""
