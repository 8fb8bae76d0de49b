"""What a gradient is checked with: finite differences, and the mistakes of published code."""
