"""What can be done to schools, people and posts."""
