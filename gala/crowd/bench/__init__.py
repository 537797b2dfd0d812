"""What viewers see on this machine, measured at their end."""
