"""Beacons: where the words come from that decide draws. A hall's are typed in at the console."""
