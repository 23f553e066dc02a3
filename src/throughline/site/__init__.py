"""Everything put together: settings, addresses, and how the web server starts."""
