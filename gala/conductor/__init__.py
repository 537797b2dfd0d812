"""The conductor: gives events to the rules, writes the log first, then carries effects out."""
