"""What people said, cut into the points that are answered: points, themes and the answer that each has."""
