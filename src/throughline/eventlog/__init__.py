"""The one shape of a log: what the live system writes, imports write and simulation writes."""
