"""The viewer protocol: messages, tickets, and what cues add up to (docs/protocol.md)."""
