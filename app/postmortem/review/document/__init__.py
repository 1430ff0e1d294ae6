"""A Markdown postmortem in anyone's format, read into places, topics, rows, actions and causes."""
