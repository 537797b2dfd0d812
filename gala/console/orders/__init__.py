"""Orders at the console: for viewers, for the platform, for staff (docs/platform-api.md)."""
