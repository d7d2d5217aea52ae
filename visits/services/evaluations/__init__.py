"""Evaluations of schools, written step by step (SM-5)."""
