"""Action items: the rubric that refuses vague ones, and the register's rules."""
