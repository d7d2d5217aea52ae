"""The pages of levels and of the record's sections."""
