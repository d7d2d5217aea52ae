"""Filled rolling records in Suffolk's Word form, made up, for want of a real one."""
