"""Throughline: design, live, see and adapt a journey from the person's seat."""
