"""Measures of a ride: what each asks, and how each is computed from the record."""
