"""Words as data: what the deterministic author recognises moments by."""
