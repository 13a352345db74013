"""The files of charts."""
