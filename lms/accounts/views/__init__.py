"""Ways into the site, and out of it, that no library gives."""
