"""What stands in the browser for packages that are asked for and hardly used: small, quick to load, and tested."""
