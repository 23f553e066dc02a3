"""What the record shows: measures, fair comparison, signals, and whether a change worked."""
