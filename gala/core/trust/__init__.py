"""The trust card: what the sheet guarantees, and the rules of claims on it (docs/trust.md)."""
