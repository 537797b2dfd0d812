"""One viewer's night, told so that it can be read out to them."""
