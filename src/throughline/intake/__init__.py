"""Other systems' logs: read, guessed about aloud, and told what could not be read."""
