"""What the Check page shows of arrays, right and brought along."""
