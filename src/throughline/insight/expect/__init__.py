"""When will I hear? How long what is under way still takes, with intervals that keep their word."""
