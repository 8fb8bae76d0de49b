"""The app's model without a screen: what a visitor can set, type, open and be asked."""
