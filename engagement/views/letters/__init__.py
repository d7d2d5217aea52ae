"""Pages of restricted letters. Their addresses do not say what they hold."""
