"""The forms of a visit."""
