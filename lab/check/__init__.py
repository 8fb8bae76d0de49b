"""The Check page without a screen: a layer, its arrays, and what the visitor made of them."""
