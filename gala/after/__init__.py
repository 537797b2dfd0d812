"""After the night: its figures reconciled, exported, reported and explained."""
