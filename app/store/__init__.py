"""Tables, and plain functions that take a Session."""
