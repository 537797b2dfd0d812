"""What is said on air: captions in, alerts to the crew, and the host's prompter out."""
