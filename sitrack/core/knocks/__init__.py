"""What is left at the door: refused sign-ins, and passwords that were forgotten."""
