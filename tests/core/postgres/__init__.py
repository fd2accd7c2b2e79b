"""The embedded database, tried with real servers in throw-away folders."""
