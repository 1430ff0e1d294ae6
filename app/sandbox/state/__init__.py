"""The workspace: who is in it and what was said, in memory and, if asked, in a file."""
