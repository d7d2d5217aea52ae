"""The page on which an old record from Word is corrected: its form, box by box."""
