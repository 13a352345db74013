"""How edits.py does it: what is written where, what differs, and the text that is spliced in."""
