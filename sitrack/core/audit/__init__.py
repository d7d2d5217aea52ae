"""The log of events stands: what was written can be neither changed nor taken away
without being found (decision record 46)."""
