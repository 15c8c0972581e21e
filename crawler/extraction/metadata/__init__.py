"""What a page says about itself, each fact with the place it was read from and the candidates that lost."""
