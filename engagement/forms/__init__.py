"""The forms of levels and of the record's sections."""
