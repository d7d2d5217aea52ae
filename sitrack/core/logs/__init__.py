"""What is written down of each request and each task: enough to find a fault by, and
nothing about anybody."""
