"""Headers and cells as people really write them."""
