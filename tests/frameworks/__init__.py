"""Each framework at work for its own people."""
