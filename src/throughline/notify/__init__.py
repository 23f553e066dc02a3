"""Telling people: what was committed, once for a person's eyes."""
