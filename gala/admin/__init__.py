"""The operator's door of any role: alive, ready, figures. Knows nothing of gala."""
