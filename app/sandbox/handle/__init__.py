"""A sandbox in the hands of a test or a program, in this process or in another."""
