"""What the recorder does with a batch: tell news from repetition, commit it, park poison."""
