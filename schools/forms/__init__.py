"""Forms of the register and of the calendar."""
