"""Action items: what was agreed after an incident, and when their owners are reminded."""
