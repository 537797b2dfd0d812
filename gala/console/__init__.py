"""The crew's side: HTTP API, live state, and the pages (docs/console-api.md)."""
