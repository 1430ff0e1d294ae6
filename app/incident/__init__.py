"""Pure: values, kinds of entry, decide, evolve, cadence and the policy model."""
