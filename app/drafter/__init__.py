"""Authors of postmortems: the deterministic one and the Anthropic one."""
