"""The command line: builds settings, engine and clients once and hands them down."""
