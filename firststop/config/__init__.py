"""Configuration: settings, addresses, entry points. It assembles the packages; no package imports it."""
