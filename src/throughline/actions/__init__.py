"""Acts: one act, one function. Who may is asked first; the change and its record are one transaction."""
