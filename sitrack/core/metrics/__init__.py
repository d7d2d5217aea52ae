"""Figures for whoever watches over an installation; off unless a token is named."""
