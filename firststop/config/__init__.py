"""Configuration: settings, addresses, entry points. It assembles the packages.

Owns: settings of each situation, what they read from the environment, the table of addresses, the WSGI application.
Refuses: settings that are unsafe or cannot be read (`ImproperlyConfigured`, with a sentence); any rule of the service.
Doors: named in strings by the command line and the server; no package imports it.
"""
