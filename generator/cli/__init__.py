"""The command line: one command a module; parses, calls, prints."""
