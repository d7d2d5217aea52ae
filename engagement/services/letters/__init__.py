"""Preparing, issuing, answering and ending restricted letters."""
