"""The workspace in a browser: a page per person, its modules, styles and fonts.

The page speaks the client API like everyone else (docs/sandbox.md); the server only sends the
first picture of it and the files it is made of.
"""
