"""Sign-ins: how long they last, where somebody has one, and how they are ended."""
